// What every page of the window is. A page is made once, with the services it talks to, and lives as
// long as the window; it shows its own empty, loading and locked states. Thread: GUI.
#pragma once

#include <QString>
#include <QWidget>

namespace timecoin {

class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// In the navigation and as the page's heading; translated.
    virtual QString title() const = 0;
    /// A file of resources/icons without ".svg".
    virtual QString iconName() const = 0;
    /// Ctrl+F. A page without a search field does nothing.
    virtual void focusSearch() {}
    /// Ctrl+Shift+M: amounts are replaced by dots. Pages without amounts do nothing.
    virtual void setAmountsHidden(bool hidden) { Q_UNUSED(hidden); }
    /// Not empty while something would be lost or cut short by closing: a sentence for people.
    virtual QString busyWith() const { return {}; }
};

}  // namespace timecoin
