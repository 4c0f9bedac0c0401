// One round as lanes: a row for each masternode, a column for each phase of each view. A mark is a
// shape with a letter, so that nothing rests on colour alone. RoundMarksModel is the same as a table.
// Thread: GUI.
#pragma once

#include "ui/models/round_log.h"

#include <QPainter>
#include <QStringList>
#include <QWidget>

namespace timecoin {

/// How a place in a lane looks.
enum class LaneSign {
    None,     ///< nothing belongs here
    Open,     ///< it may still come: a thin outline
    Missing,  ///< the round is over without it: a thin outline with a dash
    Silent,   ///< waited for: a broken outline
    Came,     ///< filled
    Late,     ///< filled, amber, with an exclamation mark
};

/// The shape of a phase with its letter, in the middle of `rect`.
void paintLaneSign(QPainter& painter, const QRectF& rect, RoundPhase phase, LaneSign sign,
                   const QPalette& palette);
/// "R", "V", "PP", "P", "C".
QString phaseLetters(RoundPhase phase);

class LanesView : public QWidget {
    Q_OBJECT
public:
    explicit LanesView(QWidget* parent = nullptr);

    void setRound(const Round& round, const QStringList& members);
    LaneSign signAt(RoundPhase phase, quint32 view, int member) const;
    /// The lane in sentences: what the marks say.
    QString laneText(int member) const;
    int currentLane() const { return m_lane; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// Left and Right: one round to and fro; Home: the oldest; End: the newest.
    void scrubbed(int rounds);
    void scrubbedToOldest();
    void scrubbedToNewest();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Column {
        RoundPhase phase;
        quint32 view;
    };
    void layOut();
    void spread();
    void describe();
    void paintHead(QPainter& painter) const;
    void paintLane(QPainter& painter, int member) const;
    QRectF cellRect(int column, int member) const;
    QString cellText(const Column& column, int member) const;
    void setLane(int lane);

    Round m_round;
    QStringList m_members;
    QVector<Column> m_columns;
    int m_nameWidth = 0;
    int m_leastColumn = 0;
    int m_columnWidth = 0;
    int m_headHeight = 0;
    int m_laneHeight = 0;
    int m_lane = 0;
};

}  // namespace timecoin
