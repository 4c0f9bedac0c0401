#include "app/sandbox/demo.h"

#include "app/texts/status_text.h"
#include "app/texts/value_text.h"
#include "node/api/deliver.h"
#include "node/chain/address.h"

#include <utility>

namespace timecoin {
namespace {

constexpr int kPollMs = 100;
const Amount kToA = Amount::time(25);
const Amount kToB = Amount::time(10);

}  // namespace

Demo::Demo(Sandbox& sandbox, int stepTimeoutMs, std::function<void(const QString&)> print,
           QObject* parent)
    : QObject(parent),
      m_sandbox(sandbox),
      m_stepTimeoutMs(stepTimeoutMs),
      m_print(std::move(print)),
      m_a(SigningKey::generate()),
      m_b(SigningKey::generate()) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Demo::timedOut);
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &Demo::checkNodes);
    NodeService& node = m_sandbox.user();
    connect(&node, &NodeService::transferSeen, this,
            [this](const Hash& id) { state(id, QStringLiteral("seen")); });
    connect(&node, &NodeService::transferCertified, this,
            [this](const Hash& id) { state(id, QStringLiteral("certified")); });
    connect(&node, &NodeService::transferFinal, this, &Demo::onFinal);
    connect(&node, &NodeService::blockCommitted, this, &Demo::onBlock);
    connect(&node, &NodeService::transferRejected, this,
            [this](const Hash& id, const QString& code) {
                if (payment(id) == nullptr) return;
                m_print(QStringLiteral("a payment was refused: ") + code);
                end(false);
            });
}

Demo::Payment* Demo::payment(const Hash& id) {
    for (Payment& payment : m_payments)
        if (payment.id == id && !id.isZero()) return &payment;
    return nullptr;
}

/// A step: from here on the deadline is about `waitingFor`.
void Demo::begin(const QString& waitingFor, const std::function<void()>& body) {
    m_waitingFor = waitingFor;
    m_deadline.start(m_stepTimeoutMs);
    body();
}

void Demo::start() {
    m_print(QStringLiteral("starting %1 masternodes and a full node, each with its own database")
                .arg(m_sandbox.masternodes()));
    begin(QStringLiteral("all nodes to be connected and ready"), [this] {
        connect(&m_sandbox, &Sandbox::ready, this, &Demo::payFromFaucet);
        if (m_sandbox.isReady()) payFromFaucet();
    });
}

void Demo::payFromFaucet() {
    if (!m_payments[0].name.isEmpty()) return;
    m_payments[0].name = QStringLiteral("payment 1");
    m_payments[1].name = QStringLiteral("payment 2");
    m_print(QStringLiteral("ready: every node is connected to every other"));
    begin(QStringLiteral("payment 1 to become final"), [this] {
        m_sandbox.faucet().prepare(
            Lock::toKey(m_a.publicKey()), kToA, [this](const Faucet::Prepared& prepared) {
                if (prepared.ok()) {
                    submit(0, prepared->tx, QStringLiteral("faucet -> A, ") + timeText(kToA));
                    return;
                }
                m_print(QStringLiteral("the faucet has no coins to pay with"));
                end(false);
            });
    });
}

/// A spends what it was paid a moment ago: final, but in no block yet.
void Demo::payOnward() {
    const Lock lockA = Lock::toKey(m_a.publicKey());
    const Payment& first = m_payments[0];
    timecoin::Payment onward;
    onward.outputs = {{kToB, Lock::toKey(m_b.publicKey())}};
    onward.change = lockA;
    Funds funds;
    for (std::uint32_t index = 0; index < first.tx.outputs.size(); ++index)
        if (first.tx.outputs[index].lock == lockA)
            funds.coins.push_back({{first.id, index}, {first.tx.outputs[index], 0}});
    funds.keys = {&m_a};
    const auto built = buildTransfer(onward, funds, m_sandbox.network().genesisHash);
    if (!built.ok()) {
        m_print(QStringLiteral("payment 2 could not be built"));
        return end(false);
    }
    m_fee = built->fee;
    begin(QStringLiteral("payment 2 to become final"),
          [&] { submit(1, built->tx, QStringLiteral("A -> B, ") + timeText(kToB)); });
}

void Demo::submit(std::size_t index, const Transaction& tx, const QString& what) {
    Payment& payment = m_payments[index];
    payment.tx = tx;
    payment.id = tx.id();
    m_print(QStringLiteral("%1: %2, %3").arg(payment.name, what, hexText(payment.id)));
    payment.since.start();
    deliver(m_sandbox.user().submit(encoded(tx)), this, [this](const SubmitOutcome& outcome) {
        if (outcome.accepted || m_ended) return;
        m_print(QStringLiteral("your node did not take the payment: ") + outcome.code);
        end(false);
    });
    state(payment.id, QStringLiteral("sent"));
}

void Demo::state(const Hash& id, const QString& text) {
    Payment* const known = payment(id);
    if (known == nullptr || !known->printed.insert(text).second) return;
    m_print(QStringLiteral("%1 after %2 ms").arg(text).arg(known->since.elapsed()));
}

void Demo::onFinal(const Hash& id) {
    Payment* const known = payment(id);
    if (known == nullptr || known->final) return;
    known->final = true;
    state(id, QStringLiteral("final"));
    if (known == m_payments.data())
        payOnward();
    else
        waitForBlock();
}

void Demo::waitForBlock() {
    begin(QStringLiteral("a block to hold both payments"), [this] { checkWhenInBlocks(); });
}

void Demo::checkWhenInBlocks() {
    if (!m_payments[0].height || !m_payments[1].height || !m_payments[1].final) return;
    begin(QStringLiteral("every node to have the block in its database"), [this] { checkNodes(); });
}

void Demo::onBlock(const BlockInfo& block) {
    bool news = false;
    for (const Hash& id : block.txids) {
        Payment* const known = payment(id);
        if (known == nullptr) continue;
        known->height = block.height;
        news = true;
        // A block may take a payment before its acknowledgements are complete: a committed block
        // is as final as they are.
        onFinal(id);
        m_print(QStringLiteral("%1 is in block %2, %3 ms after it was sent")
                    .arg(known->name)
                    .arg(block.height)
                    .arg(known->since.elapsed()));
    }
    if (news) checkWhenInBlocks();
}

void Demo::checkNodes() {
    if (m_ended) return;
    m_poll.start();
    for (int number = 0; number <= m_sandbox.masternodes(); ++number)
        if (!m_done.contains(number) && !m_openFacts.contains(number)) checkNode(number);
}

/// Four facts of one node's own database: the heights of both payments, the coins of A and of B.
void Demo::checkNode(int number) {
    NodeService& node = m_sandbox.node(number);
    m_openFacts[number] = 4;
    m_nodeGood[number] = true;
    for (std::size_t index = 0; index < m_payments.size(); ++index)
        deliver(node.heightOf(m_payments[index].id), this,
                [this, number, index](const HeightAnswer& answer) {
                    onNodeHeights(number, index, answer);
                });
    const std::array<const SigningKey*, 2> owners{&m_a, &m_b};
    for (std::size_t owner = 0; owner < owners.size(); ++owner)
        deliver(node.coinsOf(encoded(Lock::toKey(owners[owner]->publicKey()))), this,
                [this, number, owner](const CoinsAnswer& answer) {
                    onNodeCoins(number, owner, answer);
                });
}

void Demo::onNodeHeights(int number, std::size_t index, const HeightAnswer& answer) {
    onNodeFact(number,
               answer.ok && answer.height.has_value() && answer.height == m_payments[index].height);
}

void Demo::onNodeCoins(int number, std::size_t owner, const CoinsAnswer& answer) {
    // One coin each, both of payment 2: the payment itself and the change.
    const Amount wanted = owner == 1 ? kToB : *kToA.minus(*kToB.plus(m_fee));
    onNodeFact(number, answer.ok && answer.coins.size() == 1 &&
                           answer.coins.front().txid == m_payments[1].id &&
                           answer.coins.front().value == wanted);
}

void Demo::onNodeFact(int number, bool good) {
    m_nodeGood[number] = m_nodeGood[number] && good;
    if (--m_openFacts[number] > 0 || m_ended) return;
    m_openFacts.erase(number);
    if (m_nodeGood[number]) nodeChecked(number);  // otherwise the next poll asks again
}

void Demo::nodeChecked(int number) {
    if (!m_done.insert(number).second) return;
    const QString name =
        number == 0 ? QStringLiteral("your node") : QStringLiteral("masternode %1").arg(number);
    m_print(QStringLiteral("%1: its own database has payment 1 in block %2, payment 2 in block %3, "
                           "A has %4, B has %5")
                .arg(name)
                .arg(*m_payments[0].height)
                .arg(*m_payments[1].height)
                .arg(timeText(*kToA.minus(*kToB.plus(m_fee))), timeText(kToB)));
    if (static_cast<int>(m_done.size()) == m_sandbox.masternodes() + 1) {
        m_print(QStringLiteral("all %1 nodes agree").arg(m_done.size()));
        end(true);
    }
}

void Demo::timedOut() {
    m_print(QStringLiteral("gave up after %1 s of waiting for %2")
                .arg(m_stepTimeoutMs / 1'000)
                .arg(m_waitingFor));
    for (const QString& why : m_sandbox.notReady()) m_print(QStringLiteral("  ") + why);
    if (const NodeSnapshotPtr snapshot = m_sandbox.user().snapshot()) {
        if (const auto waiting = waitingText(*snapshot)) m_print(QStringLiteral("  ") + *waiting);
        for (const QString& who : silentMembers(*snapshot))
            m_print(QStringLiteral("  silent: ") + who);
    }
    if (!m_done.empty()) m_print(QStringLiteral("  %1 nodes had everything").arg(m_done.size()));
    end(false);
}

void Demo::end(bool passed) {
    if (m_ended) return;
    m_ended = true;
    m_deadline.stop();
    m_poll.stop();
    emit finished(passed);
}

}  // namespace timecoin
