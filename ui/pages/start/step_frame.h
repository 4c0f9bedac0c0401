// One step of a page that leads somewhere: heading, a sentence, what there is to do, and two buttons
// that stay in sight. Return does the main thing, Escape goes back. Thread: GUI.
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace timecoin {

class Notice;

class StepFrame : public QWidget {
    Q_OBJECT
public:
    StepFrame(const QString& heading, const QString& sentence, QWidget* parent = nullptr);

    /// What there is to do goes in here.
    QVBoxLayout* body() const { return m_body; }
    Notice* notice() const { return m_notice; }
    /// Both are hidden until they have a text.
    QPushButton* mainButton() const { return m_main; }
    QPushButton* backButton() const { return m_back; }
    void setMain(const QString& text);
    void setBack(const QString& text);
    void setSentence(const QString& sentence);
    /// Nothing can be pressed meanwhile, and `sentence` says why; empty: no longer.
    void setBusy(const QString& sentence);
    bool isBusy() const { return m_busy; }
    /// Says it, in sight, and leaves the focus where it is.
    void complain(const QString& text, const QString& action = {});

signals:
    void mainTriggered();
    void backTriggered();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void orderTabs();

    QScrollArea* m_scroll;
    QLabel* m_sentence;
    QVBoxLayout* m_body;
    Notice* m_notice;
    QPushButton* m_main;
    QPushButton* m_back;
    QLabel* m_busyText;
    QProgressBar* m_busyBar;
    QWidget* m_inner;
    bool m_busy = false;
};

/// A label that belongs to `field`: Alt and its letter go there.
QLabel* labelFor(const QString& text, QWidget* field, QWidget* parent);

}  // namespace timecoin
