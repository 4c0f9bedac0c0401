// The list of pages at the left: icons and names, by mouse, arrows and Ctrl+1..9. Thread: GUI.
#pragma once

#include <QListWidget>

namespace timecoin {

class Navigation : public QListWidget {
    Q_OBJECT
public:
    explicit Navigation(QWidget* parent = nullptr);

    /// `page` comes back in chosen().
    void addPage(const QString& title, const QString& iconName, int page);
    /// A gap before the next group of pages.
    void addGap();
    void choose(int page);
    int chosenPage() const;

signals:
    void chosen(int page);

private:
    void fitWidth();
};

}  // namespace timecoin
