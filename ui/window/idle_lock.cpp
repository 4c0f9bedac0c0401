#include "ui/window/idle_lock.h"

#include <QCoreApplication>
#include <QEvent>

namespace timecoin {

IdleLock::IdleLock(QObject* parent) : QObject(parent) {
    // Not single shot: it says so again as long as nobody comes, in case the first was in vain.
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::idle);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleLock::setLimitMs(int ms) {
    if (ms > 0)
        m_timer.start(ms);
    else
        m_timer.stop();
}

bool IdleLock::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        if (m_timer.isActive()) m_timer.start();
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace timecoin
