// Whether things may move: not where the person or the platform wants none. Thread: GUI.
#pragma once

#include <QGuiApplication>
#include <QStyle>
#include <QWidget>

namespace timecoin {

inline bool motionWanted(const QWidget& widget) {
    return QGuiApplication::platformName() != QStringLiteral("offscreen") &&
           widget.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &widget) > 0;
}

}  // namespace timecoin
