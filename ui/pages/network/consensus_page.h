// The rounds of the masternodes, as lanes and as a table: the one that goes on, live, and the last 200.
// Thread: GUI.
#pragma once

#include "ui/models/round_log.h"
#include "ui/pages/network/network_page.h"

#include <QElapsedTimer>
#include <QTimer>

class QPushButton;
class QSlider;
class QSortFilterProxyModel;
class QStackedWidget;

namespace timecoin {

class DataTable;
class LanesView;
class RoundMarksModel;

class ConsensusPage : public NetworkPage {
    Q_OBJECT
public:
    /// What happens is drawn at most so often.
    static constexpr int kPaintMs = 50;

    explicit ConsensusPage(NodeService* node, QWidget* parent = nullptr);

    QString title() const override { return tr("Consensus"); }
    QString iconName() const override { return QStringLiteral("consensus"); }
    /// What the page draws; for tests, and for pages without a node: fill it, then touch().
    RoundLog& log() { return m_log; }
    void touch();
    /// The round that is shown; null without any.
    const Round* shown() const;
    bool isLive() const { return !m_height; }

protected:
    void showNetwork(const NodeSnapshot& snapshot) override;
    void note(const NodeSnapshot* snapshot, bool running) override;
    std::optional<Empty> emptyOf(const NodeSnapshot& snapshot) const override;

private:
    void listen(NodeService& node);
    QWidget* makeControls();
    void scrubBy(int rounds);
    void scrubTo(int index);
    /// Of the round that is live: the newest in which anything was said.
    int liveIndex() const;
    int shownIndex() const;
    void showRound();
    void showFigures();

    RoundLog m_log;
    std::optional<quint64> m_height;  ///< of the round that is looked at; nullopt: live
    quint64 m_shownVersion = 0;
    QElapsedTimer m_clock;
    QTimer m_paint;
    bool m_moving = false;  ///< the slider is moved by the page

    QLabel* m_what;
    QLabel* m_figures;
    QSlider* m_slider = nullptr;
    QPushButton* m_older = nullptr;
    QPushButton* m_newer = nullptr;
    QPushButton* m_live = nullptr;
    QPushButton* m_asTable = nullptr;
    QStackedWidget* m_views;
    LanesView* m_lanes;
    RoundMarksModel* m_marks;
    QSortFilterProxyModel* m_sorted;
    DataTable* m_table;
};

}  // namespace timecoin
