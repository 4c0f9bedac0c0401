// The one picture of this program: a tick for each masternode, filled when it has voted, with a second
// band outside it when it has acknowledged; final closes the ring. Thread: GUI.
#pragma once

#include <QPainter>
#include <QPalette>
#include <QRectF>
#include <QString>
#include <QVariantAnimation>
#include <QWidget>

#include <bitset>

namespace timecoin {

/// Bit i: masternode i of the epoch's set, from the top, clockwise.
struct RingValue {
    int members = 0;
    int quorum = 0;  ///< so many votes certify, so many acknowledgements make final
    std::bitset<256> votes;
    std::bitset<256> acks;
    std::bitset<256> silent;  ///< drawn hollow
    bool final = false;
    bool failed = false;  ///< refused or given up: a cross in the middle
    friend bool operator==(const RingValue&, const RingValue&) = default;
};

/// Above this many masternodes a tick stands for several, filled by their share.
inline constexpr int kMostRingTicks = 48;
/// Below this side, in logical pixels, only one band is drawn.
inline constexpr int kRingChipSide = 28;

/// In the largest square in the middle of `rect`. `fresh` 0..1 is how far the ticks of `changed`
/// have faded in.
void paintRing(QPainter& painter, const QRectF& rect, const RingValue& value,
               const QPalette& palette);
void paintRing(QPainter& painter, const QRectF& rect, const RingValue& value,
               const QPalette& palette, const std::bitset<256>& changed, qreal fresh);
/// "3 of 4 have voted, final": the same for those who do not see it.
QString ringText(const RingValue& value);

class RingWidget : public QWidget {
    Q_OBJECT
public:
    explicit RingWidget(QWidget* parent = nullptr);

    void setValue(const RingValue& value);
    const RingValue& value() const { return m_value; }
    QSize sizeHint() const override { return {120, 120}; }
    QSize minimumSizeHint() const override { return {16, 16}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width; }
    bool isMoving() const { return m_fade.state() == QAbstractAnimation::Running; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RingValue m_value;
    std::bitset<256> m_changed;
    QVariantAnimation m_fade;
};

}  // namespace timecoin
