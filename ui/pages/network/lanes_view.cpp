#include "ui/pages/network/lanes_view.h"

#include "ui/format/network_text.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace timecoin {
namespace {

constexpr int kSignSide = 26;
constexpr int kWidestName = 220;
constexpr int kWidestColumn = 180;
constexpr int kMostDescribed = 16;
constexpr quint32 kMostViews = 64;  ///< beyond that the newest ones are drawn

}  // namespace

LanesView::LanesView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lanes of the masternodes"));
    layOut();
}

void LanesView::setRound(const Round& round, const QStringList& members) {
    m_round = round;
    m_members = members;
    m_lane = qBound(0, m_lane, qMax(0, m_round.members - 1));
    layOut();
    describe();
    updateGeometry();
    update();
}

void LanesView::layOut() {
    m_columns.clear();
    const bool ready =
        std::any_of(m_round.marks.begin(), m_round.marks.end(),
                    [](const auto& mark) { return mark.phase == RoundPhase::Ready; });
    if (ready) m_columns.append({RoundPhase::Ready, 0});
    const quint32 first = m_round.views > kMostViews ? m_round.views - kMostViews : 0;
    for (quint32 view = first; view < m_round.views; ++view)
        for (const RoundPhase phase : {RoundPhase::ViewChange, RoundPhase::PrePrepare,
                                       RoundPhase::Prepare, RoundPhase::Commit})
            m_columns.append({phase, view});
    const QFontMetrics metrics = fontMetrics();
    m_nameWidth = 0;
    for (int member = 0; member < m_round.members; ++member)
        m_nameWidth = qMax(m_nameWidth,
                           metrics.horizontalAdvance(memberText(member, m_members.value(member))));
    m_nameWidth = qMin(m_nameWidth + kSpace4, kWidestName);
    m_leastColumn = kSignSide;
    for (int phase = 0; phase < kRoundPhases; ++phase)
        m_leastColumn =
            qMax(m_leastColumn,
                 metrics.horizontalAdvance(phaseText(phaseKind(static_cast<RoundPhase>(phase)))));
    m_leastColumn += kSpace4;
    m_headHeight = 2 * metrics.height() + kSpace4;
    m_laneHeight = kSignSide + metrics.height() + kSpace3;
    spread();
}

/// A wide window is used, but marks that belong together stay together.
void LanesView::spread() {
    const int room = m_columns.isEmpty() ? 0 : (width() - m_nameWidth) / int(m_columns.size());
    m_columnWidth = qBound(m_leastColumn, room, qMax(m_leastColumn, kWidestColumn));
}

void LanesView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    spread();
}

QSize LanesView::sizeHint() const {
    return {m_nameWidth + static_cast<int>(m_columns.size()) * m_leastColumn + kSpace2,
            m_headHeight + qMax(1, m_round.members) * m_laneHeight + kSpace2};
}

QRectF LanesView::cellRect(int column, int member) const {
    const qreal left = m_nameWidth + column * m_columnWidth;
    const QRectF cell(left, m_headHeight + member * m_laneHeight, m_columnWidth, m_laneHeight);
    if (!isRightToLeft()) return cell;
    return {width() - cell.right(), cell.top(), cell.width(), cell.height()};
}

LaneSign LanesView::signAt(RoundPhase phase, quint32 view, int member) const {
    const auto index = static_cast<quint32>(member);
    if (const RoundMark* const mark = m_round.find(phase, view, index))
        return mark->late ? LaneSign::Late : LaneSign::Came;
    // Only the primary proposes; who it will be is told by its proposal.
    if (phase == RoundPhase::PrePrepare || phase == RoundPhase::Ready) return LaneSign::None;
    if (m_round.committed) return LaneSign::Missing;
    const bool silent = index < m_round.silent.size() && m_round.silent.test(index);
    // What is waited for is the newest view's; older ones are over.
    if (view + 1 < m_round.views) return LaneSign::Missing;
    return silent ? LaneSign::Silent : LaneSign::Open;
}

QString LanesView::cellText(const Column& column, int member) const {
    const QString name = memberText(member, m_members.value(member));
    const QString phase = phaseText(phaseKind(column.phase));
    const RoundMark* const mark =
        m_round.find(column.phase, column.view, static_cast<quint32>(member));
    if (mark == nullptr) {
        switch (signAt(column.phase, column.view, member)) {
        case LaneSign::Silent: return tr("%1: %2 is waited for; it is silent.").arg(name, phase);
        case LaneSign::Open: return tr("%1: %2 has not come yet.").arg(name, phase);
        case LaneSign::Missing: return tr("%1: %2 was not seen.").arg(name, phase);
        case LaneSign::None:
        case LaneSign::Came:
        case LaneSign::Late: break;
        }
        return {};
    }
    QString text = tr("%1: %2 in view %3 at %4, %5 after the start of the round.")
                       .arg(name, phase)
                       .arg(column.view)
                       .arg(clockText(mark->wallMs),
                            durationText(mark->wallMs - qMin(mark->wallMs, m_round.startMs())));
    if (mark->late) text += QLatin1Char(' ') + tr("It is late.");
    return text + QLatin1Char('\n') + phaseExplained(phaseKind(column.phase)) + QLatin1Char('\n') +
           tr("Message hash %1").arg(hashText(mark->hash));
}

QString LanesView::laneText(int member) const {
    QStringList said;
    bool silent = false;
    for (const Column& column : m_columns) {
        const QString phase = phaseText(phaseKind(column.phase));
        switch (signAt(column.phase, column.view, member)) {
        case LaneSign::Came:
            said.append(column.view == 0 ? phase : tr("%1 in view %2").arg(phase).arg(column.view));
            break;
        case LaneSign::Late: said.append(tr("%1 (late)").arg(phase)); break;
        case LaneSign::Silent: silent = true; break;
        case LaneSign::None:
        case LaneSign::Open:
        case LaneSign::Missing: break;
        }
    }
    QString text = said.isEmpty() ? tr("nothing yet") : said.join(QStringLiteral(", "));
    if (silent) text += QStringLiteral(", ") + tr("silent");
    return tr("%1: %2").arg(memberText(member, m_members.value(member)), text);
}

void LanesView::describe() {
    QStringList lanes;
    if (m_round.members > 0) lanes.append(laneText(m_lane));  // the chosen one first
    for (int member = 0; member < qMin(m_round.members, kMostDescribed); ++member)
        if (member != m_lane) lanes.append(laneText(member));
    const QString text = lanes.join(QStringLiteral(". "));
    if (text != accessibleDescription()) setAccessibleDescription(text);
}

void LanesView::paintHead(QPainter& painter) const {
    const int line = fontMetrics().height();
    for (int at = 0; at < m_columns.size(); ++at) {
        const Column& column = m_columns[at];
        const QRectF cell = cellRect(at, 0);
        painter.setPen(roleColor(Role::Muted, palette()));
        painter.drawText(QRectF(cell.left(), line + kSpace2, cell.width(), line), Qt::AlignCenter,
                         phaseText(phaseKind(column.phase)));
        if (column.phase != RoundPhase::ViewChange) continue;
        // A view begins: more than one means that a primary failed its turn.
        const bool changed = column.view > 0;
        painter.setPen(roleColor(changed ? Role::Wait : Role::Muted, palette()));
        const QRectF title(isRightToLeft() ? cell.right() - 4 * m_columnWidth : cell.left(), 0,
                           4 * m_columnWidth, line + kSpace1);
        painter.drawText(title.adjusted(kSpace2, 0, -kSpace2, 0),
                         int(Qt::AlignVCenter | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft)),
                         changed ? tr("View %1, after a view change").arg(column.view)
                                 : tr("View %1").arg(column.view));
        painter.setPen(QPen(roleColor(changed ? Role::Wait : Role::Line, palette()), 1,
                            changed ? Qt::DashLine : Qt::SolidLine));
        const qreal edge = isRightToLeft() ? cell.right() : cell.left();
        painter.drawLine(QPointF(edge, 0), QPointF(edge, height()));
    }
}

void LanesView::paintLane(QPainter& painter, int member) const {
    const int line = fontMetrics().height();
    const qreal top = m_headHeight + member * m_laneHeight;
    if (member % 2 == 0)
        painter.fillRect(QRectF(0, top, width(), m_laneHeight), palette().alternateBase());
    if (hasFocus() && member == m_lane) {
        painter.setPen(QPen(roleColor(Role::Accent, palette()), 1));
        painter.drawRoundedRect(QRectF(0.5, top + 0.5, width() - 1, m_laneHeight - 1), 4, 4);
    }
    const bool silent = static_cast<std::size_t>(member) < m_round.silent.size() &&
                        m_round.silent.test(static_cast<std::size_t>(member));
    const QRectF name(isRightToLeft() ? width() - m_nameWidth : 0, top, m_nameWidth, m_laneHeight);
    const int align = int(isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    const QString text = fontMetrics().elidedText(memberText(member, m_members.value(member)),
                                                  Qt::ElideMiddle, m_nameWidth - kSpace3);
    painter.setPen(roleColor(Role::Text, palette()));
    const QRectF inner = name.adjusted(kSpace2, 0, -kSpace1, 0);
    painter.drawText(silent ? inner.adjusted(0, 0, 0, -line) : inner, align | int(Qt::AlignVCenter),
                     text);
    if (silent) {
        painter.setPen(roleColor(Role::Wait, palette()));
        painter.drawText(inner.adjusted(0, line, 0, 0), align | int(Qt::AlignVCenter),
                         tr("silent"));
    }
    for (int at = 0; at < m_columns.size(); ++at) {
        const Column& column = m_columns[at];
        const QRectF cell = cellRect(at, member);
        const LaneSign sign = signAt(column.phase, column.view, member);
        paintLaneSign(
            painter,
            QRectF(cell.center().x() - kSignSide / 2.0, cell.top() + kSpace1, kSignSide, kSignSide),
            column.phase, sign, palette());
        const RoundMark* const mark =
            m_round.find(column.phase, column.view, static_cast<quint32>(member));
        if (mark == nullptr) continue;
        QString after = sinceStartText(mark->wallMs - qMin(mark->wallMs, m_round.startMs()));
        if (mark->late) after += QStringLiteral(" !");
        painter.setPen(roleColor(mark->late ? Role::Wait : Role::Muted, palette()));
        painter.drawText(
            QRectF(cell.left(), cell.top() + kSpace1 + kSignSide, cell.width(), line + kSpace1),
            Qt::AlignCenter, after);
    }
}

void LanesView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int member = 0; member < m_round.members; ++member) {
        const QRect lane(0, m_headHeight + member * m_laneHeight, width(), m_laneHeight);
        if (lane.intersects(event->rect())) paintLane(painter, member);
    }
    paintHead(painter);
}

void LanesView::setLane(int lane) {
    lane = qBound(0, lane, qMax(0, m_round.members - 1));
    if (lane == m_lane) return;
    m_lane = lane;
    describe();
    update();
}

void LanesView::keyPressEvent(QKeyEvent* event) {
    const int forward = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left: emit scrubbed(-forward); return;
    case Qt::Key_Right: emit scrubbed(forward); return;
    case Qt::Key_Home: emit scrubbedToOldest(); return;
    case Qt::Key_End: emit scrubbedToNewest(); return;
    case Qt::Key_Up: setLane(m_lane - 1); return;
    case Qt::Key_Down: setLane(m_lane + 1); return;
    default: QWidget::keyPressEvent(event);
    }
}

void LanesView::mousePressEvent(QMouseEvent* event) {
    setLane((qRound(event->position().y()) - m_headHeight) / qMax(1, m_laneHeight));
}

bool LanesView::event(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        layOut();
        updateGeometry();
    }
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    for (int at = 0; at < m_columns.size(); ++at)
        for (int member = 0; member < m_round.members; ++member) {
            if (!cellRect(at, member).contains(help->pos())) continue;
            QToolTip::showText(help->globalPos(), cellText(m_columns[at], member), this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

}  // namespace timecoin
