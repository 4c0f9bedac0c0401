// The line at the bottom: the ring of masternodes that are heard, how things are in a sentence, height,
// peers, and whether the wallet is locked. Thread: GUI.
#pragma once

#include "node/api/node_snapshot.h"
#include "ui/models/health.h"
#include "wallet/values/wallet_values.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace timecoin {

class ElidedLabel;
class RingWidget;

class StatusStrip : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);

    /// `snapshot` may be null.
    void showNode(const NodeSnapshot* snapshot, const Health& health);
    void showWallet(WalletState state);
    QString sentence() const;
    QToolButton* lockButton() const { return m_lock; }

signals:
    void lockPressed();

private:
    RingWidget* m_ring;
    ElidedLabel* m_sentence;
    QLabel* m_height;
    QLabel* m_peers;
    QToolButton* m_lock;
};

}  // namespace timecoin
