#include "tests/support/cluster.h"

#include "node/core/verification.h"

#include "tests/support/fast_scheme.h"

#include <algorithm>
#include <utility>

namespace timecoin {

TestNetwork clusterNetwork(const ClusterPlan& plan) {
    auto out = testNetwork(plan.members);
    auto params = out.network.params;
    params.blockIntervalMs = 2'000;
    params.viewTimeoutMs = 500;
    params.epochSlots = plan.epochSlots;
    out.network = Network::make(params, out.network.genesis);
    return out;
}

namespace {

bool isGossip(const wire::Message& message) {
    return wire::laneOf(message) <= wire::Lane::Transactions &&
           (headerOf(message) || std::holds_alternative<wire::TransactionMessage>(message));
}

}  // namespace

Cluster::Cluster(std::uint32_t members, bool startAll)
    : Cluster(ClusterPlan{.members = members, .startAll = startAll}) {}

Cluster::Cluster(const ClusterPlan& plan) : m_network(clusterNetwork(plan)) {
    m_now = {1'000, m_network.network.genesis.timeMs + 1};
    m_nodes.resize(plan.members + plan.others);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        m_nodes[i].chain = std::make_unique<MemoryChainStore>();
        m_nodes[i].safety = std::make_unique<MemorySafetyLog>();
        if (i < plan.members) m_nodes[i].key = SigningKey::fromSeed(m_network.operators[i].seed());
    }
    if (plan.startAll)
        for (std::size_t i = 0; i < m_nodes.size(); ++i) start(i);
}

void Cluster::start(std::size_t index) {
    auto& node = m_nodes[index];
    node.chain->reopen();
    node.safety->reopen();
    node.heard.clear();
    node.gossiped.clear();
    CoreConfig config;
    config.network = m_network.network;
    config.scheme = &fastScheme();
    config.nonceSeed = 77 + index + m_now.monotonicMs;
    if (node.key) config.operatorKey = &*node.key;
    if (configure) configure(index, config);
    node.core = std::make_unique<NodeCore>(std::move(config), *node.chain, *node.safety);
    if (!node.core->start(m_now).ok()) std::abort();
    for (std::size_t other = 0; other < m_nodes.size(); ++other) {
        if (!linked(index, other)) continue;
        node.core->onPeerReady(other + 1, heightOf(other), m_now);
        m_nodes[other].core->onPeerReady(index + 1, heightOf(index), m_now);
        finish(other);
    }
    finish(index);
}

void Cluster::stop(std::size_t index) {
    m_nodes[index].core.reset();
    std::erase_if(m_letters, [index](const Letter& letter) {
        return letter.from == index || letter.to == index;
    });
    for (std::size_t other = 0; other < m_nodes.size(); ++other)
        if (m_nodes[other].core) m_nodes[other].core->onPeerGone(index + 1);
}

bool Cluster::linked(std::size_t a, std::size_t b) const {
    return a != b && m_nodes[a].core && m_nodes[b].core &&
           !m_apart.contains({std::min(a, b), std::max(a, b)});
}

void Cluster::connect(std::size_t a, std::size_t b, bool together) {
    const bool was = linked(a, b);
    if (together)
        m_apart.erase({std::min(a, b), std::max(a, b)});
    else
        m_apart.insert({std::min(a, b), std::max(a, b)});
    const bool is = linked(a, b);
    for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
        if (!was && is) m_nodes[from].core->onPeerReady(to + 1, heightOf(to), m_now);
        if (was && !is) m_nodes[from].core->onPeerGone(to + 1);
    }
}

void Cluster::submit(std::size_t index, Transaction transaction) {
    m_nodes[index].core->submit(std::move(transaction), m_now);
    finish(index);
}

/// Ends turns until the node's own verification jobs are all through.
void Cluster::finish(std::size_t index) {
    auto& node = m_nodes[index];
    while (node.core) {
        auto turn = node.core->finishTurn(m_now);
        for (auto& event : turn.events) node.events.push_back(std::move(event));
        node.blames.insert(node.blames.end(), turn.blames.begin(), turn.blames.end());
        if (turn.fatal) node.fatal = turn.fatal;
        const auto post = [&](std::size_t to, const wire::Message& message, bool answer) {
            if (to >= m_nodes.size() || !linked(index, to)) return;  // or a peer the test plays
            if (lose && lose(index, to, message)) return;
            m_letters.push_back({index, to, wire::encodeMessage(message), answer});
        };
        for (const auto& gossip : turn.gossip) {
            if (const auto* sent = std::get_if<wire::TransactionMessage>(&gossip.message))
                ++node.relays[sent->transaction->fullHash()];
            if (!node.gossiped.insert(wire::messageId(wire::encodeMessage(gossip.message))).second)
                continue;
            node.sent.push_back(gossip.message);
            for (std::size_t to = 0; to < m_nodes.size(); ++to) post(to, gossip.message, false);
        }
        for (const auto& send : turn.sends) {
            post(send.to - 1, send.message, true);
            if (send.to > m_nodes.size() && toStranger) toStranger(index, send.to, send.message);
        }
        if (turn.verify.empty()) return;
        for (const auto& job : turn.verify) {
            auto result = job();
            if (hold && hold(index, result))
                m_held.emplace_back(index, std::move(result));
            else
                node.core->onVerified(std::move(result), m_now);
        }
    }
}

void Cluster::release() {
    for (auto& [index, result] : std::exchange(m_held, {})) {
        if (!m_nodes[index].core) continue;
        m_nodes[index].core->onVerified(std::move(result), m_now);
        finish(index);
    }
}

void Cluster::deliver() {
    auto letters = std::move(m_letters);
    m_letters.clear();
    std::set<std::size_t> touched;
    for (const auto& letter : letters) {
        if (!linked(letter.from, letter.to)) continue;
        auto message = wire::decodeMessage(letter.bytes);
        if (!message) std::abort();
        // Handed up once, but for a transaction that was asked for (R-PEER-4).
        const bool asked =
            letter.answer && std::holds_alternative<wire::TransactionMessage>(*message);
        if (isGossip(*message) &&
            !m_nodes[letter.to].heard.insert(wire::messageId(letter.bytes)).second && !asked)
            continue;
        m_nodes[letter.to].core->onMessage(letter.from + 1, std::move(*message), m_now);
        touched.insert(letter.to);
    }
    for (const auto index : touched) finish(index);
}

void Cluster::run(std::uint64_t ms, std::uint64_t stepMs) {
    for (std::uint64_t passed = 0; passed < ms; passed += stepMs) {
        m_now.monotonicMs += stepMs;
        m_now.wallMs += stepMs;
        deliver();
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            auto& node = m_nodes[i];
            if (!node.core) continue;
            const auto due = node.core->nextDueMs();
            if (!due || *due > m_now.monotonicMs) continue;
            node.core->onTime(m_now);
            finish(i);
            const auto next = node.core ? node.core->nextDueMs() : std::nullopt;
            if (next && *next <= m_now.monotonicMs) ++restlessTurns;
        }
    }
}

bool Cluster::runUntil(const std::function<bool()>& done, std::uint64_t limitMs) {
    for (std::uint64_t passed = 0; passed < limitMs; passed += 5) {
        if (done()) return true;
        run(5);
    }
    return done();
}

CertifiedBlock Cluster::blockAt(std::size_t index, std::uint64_t height) const {
    auto block = m_nodes[index].chain->block(height);
    if (!block.ok() || !block.value()) std::abort();
    return std::move(*block.value());
}

bool Cluster::isFinal(std::size_t index, const Hash& id) const {
    return std::any_of(m_nodes[index].events.begin(), m_nodes[index].events.end(),
                       [&](const CoreEvent& event) {
                           const auto* final = std::get_if<TransferFinal>(&event);
                           return final && final->id == id;
                       });
}

bool Cluster::isCommitted(std::size_t index, const Hash& id) const {
    const auto height = m_nodes[index].chain->heightOf(id);
    return height.ok() && height.value().has_value();
}

std::optional<TxError> Cluster::rejection(std::size_t index, const Hash& id) const {
    for (const auto& event : m_nodes[index].events)
        if (const auto* rejected = std::get_if<TransferRejected>(&event);
            rejected && rejected->id == id)
            return rejected->reason;
    return std::nullopt;
}

}  // namespace timecoin
