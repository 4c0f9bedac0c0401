// Every registered masternode: its state, when it is paid next, and why it is not; this node's own above
// them. All of it from the chain. Thread: GUI.
#pragma once

#include "node/api/registry_answer.h"
#include "ui/pages/network/network_page.h"

class QMenu;
class QModelIndex;
class QSortFilterProxyModel;

namespace timecoin {

class DataTable;
class MasternodesModel;

class MasternodesPage : public NetworkPage {
    Q_OBJECT
public:
    explicit MasternodesPage(NodeService* node, QWidget* parent = nullptr);

    QString title() const override { return tr("Masternodes"); }
    QString iconName() const override { return QStringLiteral("masternodes"); }

    /// What the node answers; a test gives it by hand.
    void setRegistry(const RegistryAnswer& registry);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showNetwork(const NodeSnapshot& snapshot) override;
    void note(const NodeSnapshot* snapshot, bool running) override;
    std::optional<Empty> emptyOf(const NodeSnapshot& snapshot) const override;

private:
    void addToMenu(QMenu* menu, const QModelIndex& index);

    MasternodesModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLabel* m_summary;
    Notice* m_own;
    Notice* m_upgrade;
    DataTable* m_table;
    bool m_known = false;   ///< an answer of this run of the node has come
    bool m_asking = false;  ///< one question at a time
    quint64 m_askedAt = 0;  ///< height of the picture that made it ask
};

}  // namespace timecoin
