#include "app/sandbox/load.h"

#include "app/texts/code_text.h"
#include "app/texts/value_text.h"
#include "node/api/deliver.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace timecoin {
namespace {

const Amount kPaid = *Amount::fromSatoshi(10'000);
/// A coin that can pay thousands of times.
const Amount kEnough = Amount::time(1);

}  // namespace

Load::Load(Sandbox& sandbox, const LoadPlan& plan, std::function<void(const QString&)> progress,
           QObject* parent)
    : QObject(parent),
      m_sandbox(sandbox),
      m_plan(plan),
      m_progress(std::move(progress)) {
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &Load::onTick);
    connect(&m_sandbox, &Sandbox::ready, this, &Load::onReady);
    connect(&m_sandbox, &Sandbox::fatal, this,
            [this](int node, const QString& code, const QString& detail) {
                end(QStringLiteral("node%1: ").arg(node) + fatalText(code, detail));
            });
    NodeService& user = m_sandbox.user();
    connect(&user, &NodeService::transferFinal, this, &Load::onFinal);
    connect(&user, &NodeService::transferRejected, this,
            [this](const Hash& id, const QString& code) { check(m_record.refused(id, code)); });
    connect(&user, &NodeService::alert, this, [this](const QString& code, const QString& detail) {
        m_progress(QStringLiteral("alert: ") + alertText(code, detail));
    });
    for (int node = 0; node <= m_sandbox.masternodes(); ++node)
        connect(&m_sandbox.node(node), &NodeService::blockCommitted, this,
                [this, node](const BlockInfo& block) { onBlock(block, node); });
}

std::uint64_t Load::nowUs() const {
    return static_cast<std::uint64_t>(m_clock.nsecsElapsed()) / 1'000;
}

// ---- coins ------------------------------------------------------------------------------

void Load::start() {
    m_clock.start();
    m_tick.start();
    m_progress(QStringLiteral("starting %1 masternodes and a full node, each with its own database")
                   .arg(m_sandbox.masternodes()));
    if (m_sandbox.isReady()) onReady();
}

void Load::onReady() {
    if (m_step != Step::Starting) return;
    m_step = Step::Splitting;
    deliver(m_sandbox.user().coinsOf(encoded(Lock::toKey(key().publicKey()))), this,
            [this](const CoinsAnswer& answer) { onCoins(answer); });
}

void Load::onCoins(const CoinsAnswer& answer) {
    if (m_step == Step::Ended) return;
    const NodeSnapshotPtr snapshot = m_sandbox.user().snapshot();
    if (!answer.ok || !snapshot) return end(QStringLiteral("your node does not answer"));
    const std::uint64_t slot = m_sandbox.network().slotAfter(snapshot->tipTimestampMs);
    const Lock lock = Lock::toKey(key().publicKey());
    std::vector<WalletCoin> coins;
    for (const CoinInfo& coin : answer.coins)
        if (coin.value >= kEnough && coin.matureSlot <= slot)
            coins.push_back({{coin.txid, coin.index}, {{coin.value, lock}, coin.matureSlot}});
    if (!split(std::move(coins)))
        return end(QStringLiteral("the sandbox's faucet has too little left: use another folder"));
    if (m_splits.empty()) return beginPaying();
    m_progress(QStringLiteral("splitting %1 coins of the faucet").arg(m_splits.size()));
    feed();
}

bool Load::split(std::vector<WalletCoin> coins) {
    const std::size_t wanted = std::min(m_plan.count, kMaxCoins);
    std::sort(coins.begin(), coins.end(), [](const WalletCoin& a, const WalletCoin& b) {
        return std::tie(b.coin.output.value, a.outpoint) <
               std::tie(a.coin.output.value, b.outpoint);
    });
    std::size_t have = coins.size();
    std::size_t used = 0;
    for (; have < wanted && used < coins.size(); ++used) {
        const WalletCoin& large = coins[used];
        const std::uint64_t fits = large.coin.output.value.satoshi() / kEnough.satoshi();
        const std::size_t parts = std::min({kMaxParts, wanted - have + 1, std::size_t{fits}});
        if (parts < 2) return false;
        const auto each = *Amount::fromSatoshi(large.coin.output.value.satoshi() / parts);
        Payment payment;
        payment.change = large.coin.output.lock;
        payment.outputs.assign(parts - 1, {each, payment.change});
        auto made = buildTransfer(payment, {{large}, {&key()}, large.coin.matureSlot},
                                  m_sandbox.network().genesisHash);
        if (!made.ok()) return false;
        const Hash id = made->tx.id();
        for (std::uint32_t at = 0; at < made->tx.outputs.size(); ++at)
            m_back[id].push_back({{id, at}, {made->tx.outputs[at], 0}});
        have += made->tx.outputs.size() - 1;
        m_splits.push_back(std::move(made->tx));
    }
    if (have < wanted) return false;
    m_coins.assign(coins.begin() + static_cast<std::ptrdiff_t>(used), coins.end());
    return true;
}

void Load::beginPaying() {
    m_step = Step::Paying;
    m_record = {};
    m_startedUs = m_reportedUs = nowUs();
    m_progress(QStringLiteral("paying with %1 coins, %2 payments open at a time")
                   .arg(m_coins.size())
                   .arg(m_plan.open));
    feed();
}

// ---- payments ---------------------------------------------------------------------------

void Load::feed() {
    while (m_record.open() < m_plan.open) {
        if (m_step == Step::Splitting && !m_splits.empty()) {
            submit(m_splits.front());
            m_splits.pop_front();
        } else if (m_step != Step::Paying || m_handedIn == m_plan.count || m_coins.empty()) {
            return;
        } else if (!pay()) {
            return end(QStringLiteral("a payment could not be built"));
        }
    }
}

/// To a key that nobody will ever use again; what is left over will pay again.
bool Load::pay() {
    const WalletCoin coin = m_coins.front();
    m_coins.pop_front();
    Payment payment;
    payment.outputs = {{kPaid, Lock::toKey(SigningKey::generate().publicKey())}};
    payment.change = coin.coin.output.lock;
    const auto made = buildTransfer(payment, {{coin}, {&key()}, coin.coin.matureSlot},
                                    m_sandbox.network().genesisHash);
    if (!made.ok()) return false;
    if (made->change >= kPaid)
        m_back[made->tx.id()] = {{{made->tx.id(), 1}, {made->tx.outputs[1], 0}}};
    ++m_handedIn;
    submit(made->tx);
    return true;
}

void Load::submit(const Transaction& tx) {
    const Hash id = tx.id();
    m_record.handedIn(id, nowUs());
    deliver(m_sandbox.user().submit(encoded(tx)), this, [this, id](const SubmitOutcome& outcome) {
        // A node that is too busy to say now tells by its events, or the payment is overdue one day.
        if (outcome.accepted || outcome.code == QStringLiteral("unanswered")) return;
        check(m_record.refused(id, outcome.code));
    });
}

void Load::onFinal(const Hash& id, std::uint64_t height) {
    if (m_step == Step::Ended) return;
    const std::size_t before = m_record.finals();
    check(m_record.becameFinal(id, height, nowUs()));
    if (m_step == Step::Ended || m_record.finals() == before) return;
    const auto back = m_back.find(id);
    if (back != m_back.end()) {
        m_coins.insert(m_coins.end(), back->second.begin(), back->second.end());
        m_back.erase(back);
    }
    m_lastFinalUs = nowUs();
    if (m_step == Step::Paying && m_record.finals() == m_plan.count) {
        m_step = Step::Settling;
        m_progress(QStringLiteral("all are final; waiting for the last of them to be in a block"));
    }
    feed();
}

void Load::onBlock(const BlockInfo& block, int node) {
    if (m_step == Step::Ended) return;
    const auto known = m_blocks.try_emplace(block.height, block.hash).first;
    if (known->second != block.hash)
        return end(QStringLiteral("node%1 has another block %2 than the others: %3")
                       .arg(node)
                       .arg(block.height)
                       .arg(hexText(block.hash)));
    if (node != Sandbox::kUser) return;
    for (const Hash& id : block.txids) {
        check(m_record.inBlock(id, block.height));
        if (m_step == Step::Ended) return;
    }
    if (m_record.open() == 0 && m_record.waiting() == 0) onSettled();
}

void Load::onSettled() {
    if (m_step == Step::Splitting && m_splits.empty()) return beginPaying();
    if (m_step == Step::Settling) end({});
}

// ---- time -------------------------------------------------------------------------------

void Load::onTick() {
    check(m_record.overdue(nowUs()));
    if (m_step == Step::Starting && nowUs() / 1'000 > kReadyMs)
        end(QStringLiteral("the sandbox does not get ready: ") +
            m_sandbox.notReady().join(QStringLiteral("; ")));
    if (m_step == Step::Paying && ++m_ticks % kTicksPerReport == 0) report();
}

void Load::report() {
    const NodeSnapshotPtr snapshot = m_sandbox.user().snapshot();
    const std::uint64_t now = nowUs();
    const std::uint64_t tookMs = std::max<std::uint64_t>((now - m_reportedUs) / 1'000, 1);
    m_progress(QStringLiteral("%1 of %2 final, %3/s, %4 open, %5 wait for a block, height %6")
                   .arg(m_record.finals())
                   .arg(m_plan.count)
                   .arg((m_record.finals() - m_reported) * 1'000 / tookMs)
                   .arg(m_record.open())
                   .arg(m_record.waiting())
                   .arg(snapshot ? snapshot->height : 0));
    m_reported = m_record.finals();
    m_reportedUs = now;
}

QString Load::summary() const {
    return loadSummary(m_record.latenciesUs(), m_lastFinalUs - m_startedUs);
}

void Load::check(const LoadRecord::Broken& broken) {
    if (broken) end(*broken);
}

void Load::interrupt() {
    end(QStringLiteral("stopped when asked to, with %1 of %2 payments final")
            .arg(m_step == Step::Paying || m_step == Step::Settling ? m_record.finals() : 0)
            .arg(m_plan.count));
}

void Load::end(const QString& failure) {
    if (m_step == Step::Ended) return;
    m_step = Step::Ended;
    m_tick.stop();
    emit finished(failure);
}

}  // namespace timecoin
