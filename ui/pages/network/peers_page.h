// The peers: who is connected, since when it answers how fast, how much went to and fro. Thread: GUI.
#pragma once

#include "ui/pages/network/network_page.h"

class QSortFilterProxyModel;

namespace timecoin {

class CopyField;
class DataTable;
class Notice;
class PeersModel;

class PeersPage : public NetworkPage {
    Q_OBJECT
public:
    explicit PeersPage(NodeService* node, QWidget* parent = nullptr);

    QString title() const override { return tr("Peers"); }
    QString iconName() const override { return QStringLiteral("peers"); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showNetwork(const NodeSnapshot& snapshot) override;
    std::optional<Empty> emptyOf(const NodeSnapshot& snapshot) const override;

private:
    PeersModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLabel* m_summary;
    Notice* m_otherNetworks;
    DataTable* m_table;
    CopyField* m_tipName;
};

}  // namespace timecoin
