#include "ui/pages/network/peers_page.h"

#include "ui/format/network_text.h"
#include "ui/format/shapes.h"
#include "ui/models/peers_model.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"

#include <QLabel>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace timecoin {
namespace {

/// In a narrower page the identity is left to the tool tips.
constexpr int kRoomForIdentity = 1'000;

}  // namespace

PeersPage::PeersPage(NodeService* node, QWidget* parent)
    : NetworkPage(node, parent),
      m_model(new PeersModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_summary(mutedLabel({}, this)),
      m_otherNetworks(new Notice(this)),
      m_table(new DataTable(tr("Peers"), this)),
      m_tipName(new CopyField(tr("checkpoint"), this)) {
    setObjectName(QStringLiteral("peersPage"));
    m_summary->setObjectName(QStringLiteral("peersSummary"));
    m_table->setObjectName(QStringLiteral("peersTable"));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(PeersModel::kSortRole);
    m_table->setModel(m_sorted);
    m_table->setStretchColumn(PeersModel::Address);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(PeersModel::Masternode, Qt::AscendingOrder);
    m_otherNetworks->setObjectName(QStringLiteral("otherNetworks"));
    m_tipName->setObjectName(QStringLiteral("tipName"));
    m_tipName->setChunked(false);
    content()->addWidget(m_summary);
    content()->addWidget(m_otherNetworks);
    content()->addWidget(m_table, 1);
    content()->addWidget(mutedLabel(tr("The newest block here. Read it out to somebody whose node "
                                       "was away for long and needs a checkpoint:"),
                                    this));
    content()->addWidget(m_tipName);
    begin();
}

void PeersPage::resizeEvent(QResizeEvent* event) {
    NetworkPage::resizeEvent(event);
    m_table->setColumnHidden(PeersModel::Identity, width() < kRoomForIdentity);
}

std::optional<NetworkPage::Empty> PeersPage::emptyOf(const NodeSnapshot& snapshot) const {
    if (!snapshot.peers.isEmpty()) return std::nullopt;
    return Empty{};  // said for every page without peers
}

void PeersPage::showNetwork(const NodeSnapshot& snapshot) {
    m_model->setSnapshot(snapshot);
    const auto inbound = std::count_if(snapshot.peers.begin(), snapshot.peers.end(),
                                       [](const PeerEntry& peer) { return peer.inbound; });
    QString text = tr("%1: %2 connected to us, we connected to %3.")
                       .arg(peersText(static_cast<int>(snapshot.peers.size())),
                            QLocale().toString(qlonglong(inbound)),
                            QLocale().toString(snapshot.peers.size() - inbound));
    text += QLatin1Char(' ');
    text += snapshot.listenPort == 0 ? tr("This node takes no connections.")
                                     : tr("This node listens on port %1.").arg(snapshot.listenPort);
    m_summary->setText(text);
    m_otherNetworks->say(Notice::Kind::Wait, otherNetworkText(snapshot));
    m_tipName->setValue(tipNameText(snapshot));
}

}  // namespace timecoin
