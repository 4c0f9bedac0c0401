// The pool: how full it is, what its payments pay, and each payment's votes. Thread: GUI.
#pragma once

#include "ui/pages/network/network_page.h"

class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;

namespace timecoin {

class DataTable;
class FeeBarsModel;
class FeeHistogramView;
class MempoolModel;

class MempoolPage : public NetworkPage {
    Q_OBJECT
public:
    explicit MempoolPage(NodeService* node, QWidget* parent = nullptr);

    QString title() const override { return tr("Mempool"); }
    QString iconName() const override { return QStringLiteral("mempool"); }

protected:
    void showNetwork(const NodeSnapshot& snapshot) override;
    std::optional<Empty> emptyOf(const NodeSnapshot& snapshot) const override;

private:
    struct Meter {
        QLabel* text = nullptr;
        QProgressBar* bar = nullptr;
    };
    Meter makeMeter(const QString& name, const QString& objectName, QHBoxLayout* row);
    static void setMeter(const Meter& meter, const QString& text, quint64 value, quint64 cap);
    QWidget* makeHistogram();

    MempoolModel* m_model;
    FeeBarsModel* m_bars;
    QSortFilterProxyModel* m_sorted;
    Meter m_count;
    Meter m_bytes;
    QStackedWidget* m_fees = nullptr;
    FeeHistogramView* m_histogram = nullptr;
    QPushButton* m_asTable = nullptr;
    QLabel* m_part;
    DataTable* m_table;
};

}  // namespace timecoin
