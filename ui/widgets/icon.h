// The icons of this program: one family, drawn on 24 px, coloured by role when they are painted, so
// that they follow the theme and stay sharp at every scale. Thread: GUI.
#pragma once

#include "ui/widgets/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

namespace timecoin {

/// `name` is a file of resources/icons without ".svg"; an unknown one paints nothing.
QIcon icon(const QString& name, Role role = Role::Muted);
/// The program's own icon: the ring.
QIcon applicationIcon();
/// For labels: `size` in logical pixels, drawn for `ratio` device pixels each.
QPixmap iconPixmap(const QString& name, Role role, const QPalette& palette, int size, qreal ratio);

}  // namespace timecoin
