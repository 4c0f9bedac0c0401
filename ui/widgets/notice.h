// An inline strip with one sentence and perhaps one thing to do. It never opens a window and never
// takes the focus. Thread: GUI.
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace timecoin {

class Notice : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Info, Wait, Bad, Good };

    /// Hidden until say().
    explicit Notice(QWidget* parent = nullptr);

    /// Shows it; an empty text hides it.
    void say(Kind kind, const QString& text, const QString& action = {});
    void clear();
    /// With a cross that hides it; off at first.
    void setClosable(bool closable);
    QString text() const;
    Kind kind() const { return m_kind; }
    QPushButton* button() const { return m_button; }

signals:
    void actionTriggered();
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Role role() const;
    void paintIcon();

    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
    QToolButton* m_close;
};

}  // namespace timecoin
