// What the wallet's thread is given, and what it tells. Values; handlers are called in the wallet
// thread.
#pragma once

#include "node/api/node_snapshot.h"
#include "node/base/sealing.h"
#include "node/chain/params.h"
#include "wallet/values/wallet_values.h"

#include <functional>
#include <memory>

namespace timecoin {

struct WorkerConfig {
    std::shared_ptr<const Network> network;
    QString folder;  ///< vault, its previous one, history.db
    ArgonCost cost;
    quint32 keysAhead = 100;
    int leastPassphrase = 8;  ///< characters
};

struct WorkerHandlers {
    std::function<void(const WalletSnapshotPtr&)> published;
    std::function<void(const QVector<PaymentEntry>&)> rows;
    std::function<void()> reset;
    std::function<void(const PaymentEntry&)> final;
    std::function<void(const PaymentEntry&)> failed;
    // Asked of the node; answers come back with the same tag.
    std::function<void(const QVector<Bytes>& locks)> watch;
    std::function<void(const Hash& id, const Bytes& transaction)> submit;
    std::function<void(quint64 tag, const QVector<Bytes>& locks)> askCoins;
    std::function<void(quint64 tag, quint64 height)> askBlocks;
};

inline WalletOutcome okOutcome() {
    return {true, {}, {}};
}
inline WalletOutcome refusal(const char* code, const QString& detail = {}) {
    return {false, QString::fromLatin1(code), detail};
}

}  // namespace timecoin
