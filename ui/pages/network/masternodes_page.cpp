#include "ui/pages/network/masternodes_page.h"

#include "node/api/deliver.h"
#include "ui/format/masternode_text.h"
#include "ui/models/masternodes_model.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace timecoin {
namespace {

/// In a narrower page what is rarely asked is left to the tool tips, so that why one is paid or not can
/// be read.
constexpr int kRoomForAll = 1'200;
constexpr int kRoomForMissed = 1'100;

}  // namespace

MasternodesPage::MasternodesPage(NodeService* node, QWidget* parent)
    : NetworkPage(node, parent),
      m_model(new MasternodesModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_summary(mutedLabel({}, this)),
      m_own(new Notice(this)),
      m_upgrade(new Notice(this)),
      m_table(new DataTable(tr("Masternodes"), this)) {
    setObjectName(QStringLiteral("masternodesPage"));
    m_summary->setObjectName(QStringLiteral("masternodesSummary"));
    m_own->setObjectName(QStringLiteral("ownMasternode"));
    m_upgrade->setObjectName(QStringLiteral("upgradeNotice"));
    m_table->setObjectName(QStringLiteral("masternodesTable"));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(MasternodesModel::kSortRole);
    m_table->setModel(m_sorted);
    m_table->setStretchColumn(MasternodesModel::Payment);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(MasternodesModel::Payment, Qt::AscendingOrder);
    content()->addWidget(m_summary);
    content()->addWidget(m_own);
    content()->addWidget(m_upgrade);
    content()->addWidget(m_table, 1);
    connect(m_table, &DataTable::menuAsked, this, &MasternodesPage::addToMenu);
    begin();
}

/// What the commands of an operator ask for; it is too long for a cell.
void MasternodesPage::addToMenu(QMenu* menu, const QModelIndex& index) {
    const MasternodeRow& row = m_model->row(m_sorted->mapToSource(index).row());
    const auto offer = [menu](const QString& text, const QString& value) {
        QObject::connect(menu->addAction(icon(QStringLiteral("copy")), text), &QAction::triggered,
                         menu, [value] { QGuiApplication::clipboard()->setText(value); });
    };
    offer(tr("Copy the collateral's name"), row.collateral);
    offer(tr("Copy the operator key"), row.operatorKey);
}

void MasternodesPage::resizeEvent(QResizeEvent* event) {
    NetworkPage::resizeEvent(event);
    const bool narrow = width() < kRoomForAll;
    m_table->setColumnHidden(MasternodesModel::Operator, narrow);
    m_table->setColumnHidden(MasternodesModel::Signed, narrow);
    m_table->setColumnHidden(MasternodesModel::Missed, width() < kRoomForMissed);
}

void MasternodesPage::note(const NodeSnapshot* snapshot, bool running) {
    Q_UNUSED(snapshot);
    if (running) return;
    m_known = false;
    m_asking = false;
}

std::optional<NetworkPage::Empty> MasternodesPage::emptyOf(const NodeSnapshot& snapshot) const {
    Q_UNUSED(snapshot);
    if (m_model->rowCount() == 0 && !m_known)
        return Empty{QStringLiteral("clock"), tr("Asking the node"),
                     tr("The list comes in a moment.")};
    if (m_model->rowCount() == 0)
        return Empty{QStringLiteral("masternodes"), tr("No masternodes"),
                     tr("Nobody is registered on this network.")};
    return std::nullopt;
}

/// The registry changes with blocks only.
void MasternodesPage::showNetwork(const NodeSnapshot& snapshot) {
    if (node() == nullptr || m_asking || (m_known && snapshot.height == m_askedAt)) return;
    m_asking = true;
    m_askedAt = snapshot.height;
    deliver(node()->masternodes(), this, [this](const RegistryAnswer& answer) {
        m_asking = false;
        if (answer.ok) setRegistry(answer);
    });
}

void MasternodesPage::setRegistry(const RegistryAnswer& registry) {
    m_known = true;
    m_model->setRegistry(registry);
    m_summary->setText(registryText(registry));
    const bool paid = std::any_of(registry.masternodes.begin(), registry.masternodes.end(),
                                  [](const RegisteredMasternode& masternode) {
                                      return masternode.self && masternode.queuePlace != 0;
                                  });
    m_own->say(paid ? Notice::Kind::Info : Notice::Kind::Wait, ownMasternodeText(registry));
    const bool unknown = registry.upgradeVersion > registry.knownRulesVersion;
    m_upgrade->say(unknown ? Notice::Kind::Bad : Notice::Kind::Info, upgradeText(registry));
    showAgain();
}

}  // namespace timecoin
