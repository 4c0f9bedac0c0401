// What a page shows instead of itself when it has nothing to show: empty, loading, offline, stalled,
// locked. An icon, a title, a sentence, perhaps one thing to do. Thread: GUI.
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace timecoin {

class StateView : public QWidget {
    Q_OBJECT
public:
    explicit StateView(QWidget* parent = nullptr);
    StateView(const QString& iconName, const QString& title, const QString& sentence,
              QWidget* parent = nullptr);

    void setState(const QString& iconName, const QString& title, const QString& sentence,
                  Role role = Role::Muted);
    /// Empty: no button.
    void setAction(const QString& text);
    QPushButton* button() const { return m_button; }
    QString title() const;
    QString sentence() const;

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void paintIcon();
    void fitSentence();

    QString m_iconName;
    Role m_role = Role::Muted;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_sentence;
    QPushButton* m_button;
};

}  // namespace timecoin
