// Says when nobody has touched keyboard or mouse in this program for a while. Thread: GUI.
#pragma once

#include <QObject>
#include <QTimer>

namespace timecoin {

class IdleLock : public QObject {
    Q_OBJECT
public:
    /// Listens to every event of the application from now on.
    explicit IdleLock(QObject* parent = nullptr);

    /// 0: never.
    void setLimitMs(int ms);
    int limitMs() const { return m_timer.isActive() ? m_timer.interval() : 0; }

signals:
    void idle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTimer m_timer;
};

}  // namespace timecoin
