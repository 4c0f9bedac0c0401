#include "ui/pages/network/sign_legend.h"

#include "ui/pages/network/lanes_view.h"
#include "ui/widgets/theme.h"

#include <QStringList>

namespace timecoin {
namespace {

constexpr int kSign = 18;

}  // namespace

struct SignLegend::Entry {
    RoundPhase phase;
    LaneSign sign;
    QString text;
};

QVector<SignLegend::Entry> SignLegend::entries() {
    return {{RoundPhase::Commit, LaneSign::Came, tr("heard")},
            {RoundPhase::Commit, LaneSign::Late, tr("late, with “!”")},
            {RoundPhase::Commit, LaneSign::Open, tr("may still come")},
            {RoundPhase::Commit, LaneSign::Missing, tr("not needed, or never seen")},
            {RoundPhase::Commit, LaneSign::Silent, tr("silent while others wait")}};
}

SignLegend::SignLegend(QWidget* parent) : QWidget(parent) {
    QStringList texts;
    for (const Entry& entry : entries()) texts.append(entry.text);
    setAccessibleName(tr("What the signs mean"));
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize SignLegend::sizeHint() const {
    return {480, flow(480, nullptr)};
}

QSize SignLegend::minimumSizeHint() const {
    return {160, fontMetrics().height()};
}

int SignLegend::heightForWidth(int width) const {
    return flow(width, nullptr);
}

int SignLegend::flow(int width, QPainter* painter) const {
    const int line = qMax(kSign, fontMetrics().height()) + kSpace1;
    int left = 0;
    int top = 0;
    for (const Entry& entry : entries()) {
        const int wide = kSign + kSpace2 + fontMetrics().horizontalAdvance(entry.text) + kSpace4;
        if (left > 0 && left + wide > width) {
            left = 0;
            top += line;
        }
        if (painter != nullptr) {
            const int from = isRightToLeft() ? width - left - wide : left;
            const QRectF sign(isRightToLeft() ? from + wide - kSign : from,
                              top + (line - kSign) / 2.0, kSign, kSign);
            paintLaneSign(*painter, sign, entry.phase, entry.sign, palette());
            painter->setPen(roleColor(Role::Muted, palette()));
            const QRectF text(isRightToLeft() ? from + kSpace4 : from + kSign + kSpace2, top,
                              wide - kSign - kSpace2 - kSpace4, line);
            painter->drawText(text, Qt::AlignVCenter | Qt::TextDontClip, entry.text);
        }
        left += wide;
    }
    return top + line;
}

void SignLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    flow(width(), &painter);
}

}  // namespace timecoin
