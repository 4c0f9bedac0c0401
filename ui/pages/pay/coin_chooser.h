// Coin control, for those who want it: pay with the chosen coins only. Thread: GUI.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QPair>
#include <QWidget>

class QCheckBox;
class QLabel;

namespace timecoin {

class CoinModel;
class DataTable;

class CoinChooser : public QWidget {
    Q_OBJECT
public:
    explicit CoinChooser(QWidget* parent = nullptr);

    void setCoins(const QVector<CoinEntry>& coins);
    void setAmountsHidden(bool hidden);
    /// Empty: the wallet chooses.
    QVector<QPair<Hash, quint32>> chosen() const;
    /// Switched on, but no coin is chosen yet.
    bool isWaiting() const;
    void reset();

signals:
    void changed();

private:
    void showSum();

    CoinModel* m_model;
    QCheckBox* m_on;
    DataTable* m_table;
    QLabel* m_sum;
    bool m_hidden = false;
};

}  // namespace timecoin
