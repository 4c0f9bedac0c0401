#include "ui/window/status_strip.h"

#include "ui/format/shapes.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/ring.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace timecoin {
namespace {

constexpr int kRingSide = 20;

RingValue ringOf(const Health& health) {
    RingValue ring;
    ring.members = health.members;
    ring.quorum = health.quorum;
    ring.votes = health.heardBy;
    ring.silent = health.silent;
    return ring;
}

}  // namespace

StatusStrip::StatusStrip(QWidget* parent)
    : QStatusBar(parent),
      m_ring(new RingWidget(this)),
      m_sentence(new ElidedLabel(this)),
      m_height(new QLabel(this)),
      m_peers(new QLabel(this)),
      m_lock(new QToolButton(this)) {
    setSizeGripEnabled(false);
    m_ring->setFixedSize(kRingSide, kRingSide);
    m_ring->setAccessibleName(tr("Masternodes"));
    m_sentence->setElideMode(Qt::ElideRight);
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QLabel* const label : {m_height, m_peers}) {
        label->setFont(numberFont());
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_lock->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_lock->setObjectName(QStringLiteral("lockButton"));
    connect(m_lock, &QToolButton::clicked, this, &StatusStrip::lockPressed);

    auto* const inside = new QWidget(this);
    auto* const layout = new QHBoxLayout(inside);
    layout->setContentsMargins(kSpace4, kSpace1, kSpace2, kSpace1);
    layout->setSpacing(kSpace3);
    layout->addWidget(m_ring);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_height);
    layout->addWidget(m_peers);
    layout->addWidget(m_lock);
    addWidget(inside, 1);
    showWallet(WalletState::Starting);
}

void StatusStrip::showNode(const NodeSnapshot* snapshot, const Health& health) {
    m_ring->setValue(ringOf(health));
    m_ring->setVisible(health.members > 0);
    m_ring->setAccessibleDescription(
        tr("%1 of %2 masternodes are heard").arg(health.heard).arg(health.members));
    m_ring->setToolTip(m_ring->accessibleDescription());
    m_sentence->setText(health.sentence);
    m_height->setVisible(snapshot != nullptr);
    m_peers->setVisible(snapshot != nullptr);
    if (snapshot == nullptr) return;
    m_height->setText(tr("Block %1").arg(numberText(snapshot->height)));
    m_peers->setText(peersText(static_cast<int>(snapshot->peers.size())));
}

void StatusStrip::showWallet(WalletState state) {
    const bool open = state == WalletState::Unlocked;
    const bool known = open || state == WalletState::Locked || state == WalletState::Sealed;
    m_lock->setVisible(known);
    m_lock->setIcon(icon(open ? QStringLiteral("unlock") : QStringLiteral("lock")));
    m_lock->setText(open ? tr("Unlocked") : tr("Locked"));
    const QString action = open ? tr("Lock the wallet (Ctrl+L)") : tr("Unlock the wallet");
    m_lock->setToolTip(action);
    m_lock->setAccessibleName(action);
}

QString StatusStrip::sentence() const {
    return m_sentence->text();
}

}  // namespace timecoin
