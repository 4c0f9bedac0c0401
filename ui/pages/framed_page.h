// What most pages look like: a heading, a strip that says why things wait, and below it either what
// the page shows or a state instead of it. Thread: GUI.
#pragma once

#include "ui/pages/page.h"

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace timecoin {

class Notice;
class StateView;

class FramedPage : public Page {
    Q_OBJECT
protected:
    explicit FramedPage(QWidget* parent = nullptr);

    /// Below the heading; 0 margins.
    QVBoxLayout* content() { return m_content; }
    /// Beside the heading, at the end of its line.
    QHBoxLayout* headingRow() { return m_headingRow; }
    Notice& notice() { return *m_notice; }
    /// What is seen while the content is not.
    StateView& state() { return *m_state; }
    void showContent(bool shown);
    bool isContentShown() const;
    /// The title is known only now: it is virtual, but not in the constructor.
    void nameFrame();
    void changeEvent(QEvent* event) override;

private:
    QLabel* m_heading;
    QHBoxLayout* m_headingRow;
    Notice* m_notice;
    QStackedWidget* m_stack;
    StateView* m_state;
    QVBoxLayout* m_content;
};

}  // namespace timecoin
