#include "app/sandbox/faucet.h"

#include "node/api/deliver.h"

#include <utility>

namespace timecoin {

Faucet::Faucet(NodeService& node, const Network& network, const SigningKey& key, QObject* parent)
    : QObject(parent),
      m_node(node),
      m_network(network),
      m_key(key),
      m_lock(Lock::toKey(key.publicKey())) {
    connect(&m_node, &NodeService::transferRejected, this, &Faucet::onRejected);
}

void Faucet::prepare(const Lock& to, Amount amount, std::function<void(Prepared)> then) {
    deliver(m_node.coinsOf(encoded(m_lock)), this,
            [this, to, amount, then = std::move(then)](const CoinsAnswer& answer) {
                then(build(to, amount, answer));
            });
}

Faucet::Prepared Faucet::build(const Lock& to, Amount amount, const CoinsAnswer& answer) {
    Funds funds;
    std::set<OutPoint> present;
    for (const CoinInfo& coin : answer.coins) {
        const OutPoint outpoint{coin.txid, coin.index};
        present.insert(outpoint);
        if (m_inFlight.contains(outpoint)) continue;
        funds.coins.push_back({outpoint, {{coin.value, m_lock}, coin.matureSlot}});
    }
    // What a block has spent is gone from the answer and needs no memory any more.
    std::erase_if(m_inFlight, [&](const OutPoint& used) { return !present.contains(used); });
    std::erase_if(m_byPayment, [&](const auto& payment) {
        return !m_inFlight.contains(payment.second.front());
    });
    const NodeSnapshotPtr snapshot = m_node.snapshot();
    funds.slot = snapshot ? m_network.slotAfter(snapshot->tipTimestampMs) : 0;
    funds.keys = {&m_key};

    Payment payment;
    payment.outputs = {{amount, to}};
    payment.change = m_lock;
    auto built = buildTransfer(payment, funds, m_network.genesisHash);
    if (built.ok()) {
        m_inFlight.insert(built->tx.inputs.begin(), built->tx.inputs.end());
        m_byPayment[built->tx.id()] = built->tx.inputs;
    }
    return built;
}

void Faucet::onRejected(const Hash& txid) {
    const auto at = m_byPayment.find(txid);
    if (at == m_byPayment.end()) return;
    for (const OutPoint& coin : at->second) m_inFlight.erase(coin);
    m_byPayment.erase(at);
}

}  // namespace timecoin
