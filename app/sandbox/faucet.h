// The sandbox's faucet: pays from its own unspent coins, each of them once.
// Thread: main.
#pragma once

#include "node/api/node_service.h"
#include "node/chain/params.h"
#include "wallet/payment/transaction_builder.h"

#include <QObject>

#include <functional>
#include <map>
#include <set>

namespace timecoin {

class Faucet : public QObject {
    Q_OBJECT
public:
    using Prepared = Result<SignedTransfer, PaymentError>;

    /// `node` and `key` outlive it.
    Faucet(NodeService& node, const Network& network, const SigningKey& key,
           QObject* parent = nullptr);

    /// A signed payment that is not handed in yet; its coins are set aside for it. `then` is called
    /// once, later, in this thread.
    void prepare(const Lock& to, Amount amount, std::function<void(Prepared)> then);

private:
    Prepared build(const Lock& to, Amount amount, const CoinsAnswer& answer);
    void onRejected(const Hash& txid);

    NodeService& m_node;
    Network m_network;
    const SigningKey& m_key;
    Lock m_lock;
    std::set<OutPoint> m_inFlight;
    std::map<Hash, std::vector<OutPoint>> m_byPayment;
};

}  // namespace timecoin
