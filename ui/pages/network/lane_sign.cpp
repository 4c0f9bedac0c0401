// The marks of the lanes: a shape for each phase.
#include "ui/pages/network/lanes_view.h"
#include "ui/widgets/theme.h"

#include <QPainterPath>

#include <cmath>

namespace timecoin {
namespace {

QPainterPath polygon(QPointF centre, qreal radius, int corners, qreal turn) {
    QPolygonF points;
    for (int corner = 0; corner < corners; ++corner) {
        const qreal angle = (turn + qreal(corner) / corners) * 2 * 3.14159265358979;
        points.append(centre + QPointF(std::sin(angle), -std::cos(angle)) * radius);
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath shapeOf(RoundPhase phase, QPointF centre, qreal radius) {
    QPainterPath path;
    switch (phase) {
    case RoundPhase::Ready: path.addEllipse(centre, radius * 0.9, radius * 0.9); break;
    case RoundPhase::ViewChange:
        return polygon(centre + QPointF(0, radius * 0.16), radius * 1.16, 3, 0);
    case RoundPhase::PrePrepare: return polygon(centre, radius * 1.12, 4, 0);
    case RoundPhase::Prepare:
        path.addRoundedRect(QRectF(centre.x() - radius * 0.85, centre.y() - radius * 0.85,
                                   radius * 1.7, radius * 1.7),
                            2, 2);
        break;
    case RoundPhase::Commit: return polygon(centre, radius, 6, 0.0);
    }
    return path;
}

}  // namespace

QString phaseLetters(RoundPhase phase) {
    switch (phase) {
    case RoundPhase::Ready: return QStringLiteral("R");
    case RoundPhase::ViewChange: return QStringLiteral("V");
    case RoundPhase::PrePrepare: return QStringLiteral("PP");
    case RoundPhase::Prepare: return QStringLiteral("P");
    case RoundPhase::Commit: return QStringLiteral("C");
    }
    return {};
}

void paintLaneSign(QPainter& painter, const QRectF& rect, RoundPhase phase, LaneSign sign,
                   const QPalette& palette) {
    if (sign == LaneSign::None) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = qMin(rect.width(), rect.height()) / 2 - 1;
    const QPointF centre = rect.center();
    const QPainterPath shape = shapeOf(phase, centre, radius);
    const auto role = [&](Role which) { return roleColor(which, palette); };
    QFont font = painter.font();
    font.setPixelSize(qMax(8, qRound(radius * (phase == RoundPhase::PrePrepare ? 0.72 : 0.86))));
    font.setBold(true);
    painter.setFont(font);
    const QRectF letters(centre.x() - radius, centre.y() - radius, 2 * radius,
                         phase == RoundPhase::ViewChange ? radius * 2.4 : radius * 2);
    switch (sign) {
    case LaneSign::None: break;
    case LaneSign::Open:
    case LaneSign::Missing:
        painter.setPen(QPen(role(Role::Line), 1.4));
        painter.drawPath(shape);
        if (sign == LaneSign::Missing) {
            painter.setPen(QPen(role(Role::Muted), 1.4));
            painter.drawLine(centre - QPointF(radius * 0.35, 0),
                             centre + QPointF(radius * 0.35, 0));
        }
        break;
    case LaneSign::Silent:
        painter.setPen(QPen(role(Role::Wait), 1.6, Qt::DashLine));
        painter.drawPath(shape);
        painter.setPen(role(Role::Wait));
        painter.drawText(letters, Qt::AlignCenter, QStringLiteral("?"));
        break;
    case LaneSign::Came:
    case LaneSign::Late:
        painter.fillPath(shape, role(sign == LaneSign::Late ? Role::Wait : Role::Accent));
        painter.setPen(role(Role::OnAccent));
        painter.drawText(letters, Qt::AlignCenter, phaseLetters(phase));
        break;
    }
    painter.restore();
}

}  // namespace timecoin
