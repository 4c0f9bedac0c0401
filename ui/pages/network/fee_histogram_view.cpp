#include "ui/pages/network/fee_histogram_view.h"

#include "ui/format/shapes.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace timecoin {
namespace {

/// Short enough to stand below a bar: "500", "1k", "100k+".
QString axisText(std::size_t bar) {
    const quint64 from = FeeHistogram::kFrom.at(bar);
    QString text = from >= 1'000 ? QLocale().toString(qulonglong(from / 1'000)) + QLatin1Char('k')
                                 : QLocale().toString(qulonglong(from));
    if (bar + 1 == FeeHistogram::kFrom.size()) text += QLatin1Char('+');
    return text;
}

}  // namespace

FeeHistogramView::FeeHistogramView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Fee rates of the waiting payments"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHistogram({});
}

void FeeHistogramView::setHistogram(const FeeHistogram& histogram) {
    if (histogram == m_histogram && !accessibleDescription().isEmpty()) return;
    m_histogram = histogram;
    QStringList bars;
    for (std::size_t bar = 0; bar < histogram.counts.size(); ++bar)
        if (histogram.counts[bar] > 0)
            bars.append(tr("%1: %2").arg(feeBarText(bar), paymentsText(histogram.counts[bar])));
    setAccessibleDescription(bars.isEmpty() ? tr("No payments.") : bars.join(QStringLiteral("; ")));
    update();
}

QSize FeeHistogramView::sizeHint() const {
    return {480, 72 + 3 * fontMetrics().height()};
}

QSize FeeHistogramView::minimumSizeHint() const {
    return {240, sizeHint().height()};
}

/// A bar's column, from the figures on top to the axis.
QRectF FeeHistogramView::columnRect(std::size_t bar) const {
    const qreal step = width() / qreal(FeeHistogram::kFrom.size());
    const qreal line = fontMetrics().height();
    return {qreal(bar) * step, line, step, height() - 2.4 * line};
}

void FeeHistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int most = qMax(1, m_histogram.most());
    const qreal line = fontMetrics().height();
    for (std::size_t bar = 0; bar < m_histogram.counts.size(); ++bar) {
        const QRectF column = columnRect(bar);
        const int count = m_histogram.counts[bar];
        const qreal tall = column.height() * count / most;
        const QRectF filled(column.left() + kSpace1, column.bottom() - tall,
                            column.width() - 2 * kSpace1, tall);
        painter.setPen(Qt::NoPen);
        painter.setBrush(roleColor(Role::Accent, palette()));
        if (count > 0) painter.drawRoundedRect(filled, 2, 2);
        painter.setPen(roleColor(Role::Text, palette()));
        if (count > 0)
            painter.drawText(QRectF(column.left(), filled.top() - line, column.width(), line),
                             Qt::AlignCenter, QLocale().toString(count));
        painter.setPen(roleColor(Role::Muted, palette()));
        painter.drawText(QRectF(column.left(), column.bottom() + 2, column.width(), line * 1.3),
                         Qt::AlignCenter, axisText(bar));
    }
    const qreal axis = columnRect(0).bottom() + 0.5;
    painter.setPen(roleColor(Role::Line, palette()));
    painter.drawLine(QPointF(0, axis), QPointF(width(), axis));
}

bool FeeHistogramView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    for (std::size_t bar = 0; bar < m_histogram.counts.size(); ++bar) {
        QRectF column = columnRect(bar);
        column.setTop(0);
        column.setBottom(height());
        if (!column.contains(help->pos())) continue;
        QToolTip::showText(help->globalPos(),
                           tr("%1: %2").arg(feeBarText(bar), paymentsText(m_histogram.counts[bar])),
                           this);
        return true;
    }
    return true;
}

}  // namespace timecoin
