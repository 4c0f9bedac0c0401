#include "ui/widgets/ring.h"

#include "ui/widgets/motion.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QPainterPath>

#include <cmath>

namespace timecoin {
namespace {

constexpr int kFadeMs = 220;

struct Tick {
    qreal votes = 0;  ///< share of the tick's members, 0..1
    qreal acks = 0;
    bool silent = false;
    bool changed = false;
};

int tickCount(const RingValue& value) {
    return qBound(0, value.members, kMostRingTicks);
}

Tick tickAt(const RingValue& value, int index, const std::bitset<256>& changed) {
    const int ticks = tickCount(value);
    const int members = qMin(value.members, 256);
    const int from = index * members / ticks;
    const int to = qMax(from + 1, (index + 1) * members / ticks);
    Tick tick;
    int silent = 0;
    for (int member = from; member < to; ++member) {
        const auto bit = static_cast<std::size_t>(member);
        tick.votes += value.votes[bit] ? 1 : 0;
        tick.acks += value.acks[bit] ? 1 : 0;
        silent += value.silent[bit] ? 1 : 0;
        tick.changed = tick.changed || changed[bit];
    }
    tick.votes /= to - from;
    tick.acks /= to - from;
    tick.silent = silent == to - from;
    return tick;
}

/// Part of a ring between two radii; angles as Qt counts them: degrees, anticlockwise, 0 at the right.
QPainterPath sector(QPointF centre, qreal inner, qreal outer, qreal from, qreal span) {
    const QRectF in(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner);
    const QRectF out(centre.x() - outer, centre.y() - outer, 2 * outer, 2 * outer);
    QPainterPath path;
    path.arcMoveTo(out, from);
    path.arcTo(out, from, span);
    path.arcTo(in, from + span, -span);
    path.closeSubpath();
    return path;
}

QColor faded(QColor color, qreal alpha) {
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

class RingPainter {
public:
    RingPainter(QPainter& painter, const QRectF& rect, const RingValue& value,
                const QPalette& palette)
        : m_painter(painter),
          m_value(value),
          m_palette(palette),
          m_centre(rect.center()),
          m_radius(qMin(rect.width(), rect.height()) / 2),
          m_chip(2 * m_radius < kRingChipSide) {}

    void paint(const std::bitset<256>& changed, qreal fresh) {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        const int ticks = tickCount(m_value);
        for (int index = 0; index < ticks; ++index)
            paintTick(index, tickAt(m_value, index, changed), fresh);
        if (ticks == 0 || m_value.final) paintClosed();
        if (m_value.final) paintCheck();
        if (m_value.failed) paintCross();
        m_painter.restore();
    }

private:
    QColor role(Role role) const { return roleColor(role, m_palette); }
    Role filled() const { return m_value.final ? Role::Good : Role::Accent; }

    void paintTick(int index, const Tick& tick, qreal fresh) {
        const int ticks = tickCount(m_value);
        const qreal step = 360.0 / ticks;
        // The gap is as wide at every size: about 1.5 px in a chip, 3 px in a large ring.
        const qreal gapPx = m_chip ? 1.5 : qMax(1.6, m_radius * 0.05);
        const qreal gap = qMin(step * 0.45, gapPx / (m_radius * 0.8) * 57.2958);
        const qreal from = 90 - index * step - gap / 2;
        const qreal span = -(step - gap);
        const qreal inner = m_radius * (m_chip ? 0.62 : 0.60);
        const qreal outer = m_radius * (m_chip ? 0.98 : 0.82);
        const QPainterPath base = sector(m_centre, inner, outer, from, span);
        if (tick.silent && tick.votes == 0) {
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(role(Role::Wait), qMax(1.0, m_radius * 0.025)));
            m_painter.drawPath(base);
        } else {
            m_painter.fillPath(base, role(Role::Line));
        }
        const qreal alpha = tick.changed ? fresh : 1.0;
        // A share of a group fills from the inside; certificates alone prove a payment in a chip.
        if (tick.votes > 0)
            m_painter.fillPath(
                sector(m_centre, inner, inner + (outer - inner) * tick.votes, from, span),
                faded(role(filled()), alpha));
        if (m_chip) return;
        const qreal second = m_radius * 0.875;
        const qreal edge = m_radius * 0.97;
        if (tick.acks > 0)
            m_painter.fillPath(
                sector(m_centre, second, second + (edge - second) * tick.acks, from, span),
                faded(role(filled()), alpha));
    }

    void paintClosed() {
        const qreal width = m_chip ? m_radius * 0.14 : m_radius * 0.095;
        const qreal at = m_chip ? m_radius * 0.93 : m_radius * 0.9225;
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(role(m_value.final ? Role::Good : Role::Line), width));
        m_painter.drawEllipse(m_centre, at, at);
    }

    void stroke(const QPolygonF& line, Role color) {
        QPen pen(role(color), m_radius * (m_chip ? 0.18 : 0.085));
        pen.setCapStyle(Qt::RoundCap);
        pen.setJoinStyle(Qt::RoundJoin);
        m_painter.setPen(pen);
        m_painter.drawPolyline(line);
    }
    QPointF at(qreal x, qreal y) const { return m_centre + QPointF(x * m_radius, y * m_radius); }
    void paintCheck() {
        const qreal k = m_chip ? 1.05 : 0.8;
        stroke({at(-0.30 * k, 0.02 * k), at(-0.08 * k, 0.24 * k), at(0.32 * k, -0.22 * k)},
               Role::Good);
    }
    void paintCross() {
        const qreal k = m_chip ? 0.28 : 0.22;
        stroke({at(-k, -k), at(k, k)}, Role::Bad);
        stroke({at(-k, k), at(k, -k)}, Role::Bad);
    }

    QPainter& m_painter;
    const RingValue& m_value;
    const QPalette& m_palette;
    QPointF m_centre;
    qreal m_radius;
    bool m_chip;
};

QString say(const char* text) {
    return QCoreApplication::translate("Ring", text);
}

}  // namespace

void paintRing(QPainter& painter, const QRectF& rect, const RingValue& value,
               const QPalette& palette) {
    paintRing(painter, rect, value, palette, {}, 1);
}

void paintRing(QPainter& painter, const QRectF& rect, const RingValue& value,
               const QPalette& palette, const std::bitset<256>& changed, qreal fresh) {
    RingPainter(painter, rect, value, palette).paint(changed, fresh);
}

QString ringText(const RingValue& value) {
    if (value.members <= 0) return say(QT_TRANSLATE_NOOP("Ring", "nothing known yet"));
    QString text = say(QT_TRANSLATE_NOOP("Ring", "%1 of %2 have voted"))
                       .arg(value.votes.count())
                       .arg(value.members);
    if (value.final) return text + say(QT_TRANSLATE_NOOP("Ring", ", final"));
    if (value.failed) return text + say(QT_TRANSLATE_NOOP("Ring", ", failed"));
    if (value.acks.any())
        text += say(QT_TRANSLATE_NOOP("Ring", ", %1 acknowledged")).arg(value.acks.count());
    if (value.silent.any())
        text += say(QT_TRANSLATE_NOOP("Ring", ", %1 silent")).arg(value.silent.count());
    return text;
}

RingWidget::RingWidget(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Votes"));
    setAccessibleDescription(ringText(m_value));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_fade.setStartValue(0.0);
    m_fade.setEndValue(1.0);
    m_fade.setDuration(kFadeMs);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, [this] { update(); });
}

void RingWidget::setValue(const RingValue& value) {
    if (value == m_value) return;
    // Only what has newly filled moves; another payment's ring appears as it is.
    const bool goesOn = value.members == m_value.members && (m_value.votes & ~value.votes).none();
    m_changed = (value.votes & ~m_value.votes) | (value.acks & ~m_value.acks);
    m_value = value;
    setAccessibleDescription(ringText(value));
    setToolTip(ringText(value));
    m_fade.stop();
    if (goesOn && m_changed.any() && isVisible() && motionWanted(*this)) m_fade.start();
    update();
}

void RingWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintRing(painter, rect(), m_value, palette(), m_changed,
              isMoving() ? m_fade.currentValue().toReal() : 1.0);
}

}  // namespace timecoin
