// The sandbox as it ships: four masternodes and a full node in one process, real sockets, real
// signatures, every commit synced. Finality of one payment, sustained payments, and beside them
// what this machine verifies in the same run.
#include "app/sandbox/sandbox.h"
#include "node/api/deliver.h"
#include "node/base/crypto.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <deque>
#include <map>

namespace timecoin {
namespace {

constexpr int kSinglePayments = 200;
constexpr int kFanOut = 40;  // coins made of one faucet coin
constexpr int kFanOuts = 125;
constexpr int kSustained = kFanOut * kFanOuts;
constexpr int kInFlight = 400;
constexpr int kLimitMs = 240'000;

QCoreApplication& application() {
    return *QCoreApplication::instance();
}

/// A running sandbox, driven from event to event: each step runs the event loop until its end.
class Driver {
public:
    Driver() {
        SandboxPlan plan;
        plan.genesisTimeMs = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
        auto network = openSandbox(m_folder.path(), plan);
        if (!network) return;
        m_deadline.setSingleShot(true);
        QObject::connect(&m_deadline, &QTimer::timeout, &m_driver,
                         [this] { stop(QStringLiteral("too slow")); });
        m_sandbox =
            std::make_unique<Sandbox>(std::move(network).value(), m_folder.path(), QString());
        auto& user = m_sandbox->user();
        QObject::connect(&user, &NodeService::transferFinal, &user,
                         [this](const Hash& id) { onFinal(id); });
        // What a block takes before its acknowledgements are complete is final with the block.
        QObject::connect(&user, &NodeService::blockCommitted, &user,
                         [this](const BlockInfo& block) {
                             for (const auto& id : block.txids) onFinal(id);
                         });
        QObject::connect(&user, &NodeService::transferRejected, &user,
                         [this](const Hash&, const QString& code) { stop(code); });
        QObject::connect(m_sandbox.get(), &Sandbox::fatal, &user,
                         [this](int, const QString& code, const QString&) { stop(code); });
        QObject::connect(m_sandbox.get(), &Sandbox::ready, &user, [this] { stop({}); });
        m_sandbox->start();
        m_ok = run();
        if (m_ok) m_ok = findCoins();
    }
    ~Driver() {
        if (!m_sandbox) return;
        QObject::connect(m_sandbox.get(), &Sandbox::stopped, &application(), [this] { stop({}); });
        m_sandbox->stop();
        run();
    }

    bool ok() const { return m_ok; }
    QString error() const { return m_error; }

    /// A payment back to the faucet's own key in `outputs` equal parts.
    SignedTransfer pay(const WalletCoin& coin, int outputs) const {
        const auto& key = faucetKey();
        Payment payment;
        payment.change = Lock::toKey(key.publicKey());
        const auto each =
            coin.coin.output.value.satoshi() / static_cast<std::uint64_t>(outputs + 1);
        for (int i = 0; i < outputs; ++i)
            payment.outputs.push_back({*Amount::fromSatoshi(each), payment.change});
        return buildTransfer(payment, {{coin}, {&key}, 0}, m_sandbox->network().genesisHash)
            .value();
    }
    WalletCoin takeCoin() {
        auto coin = m_coins.front();
        m_coins.pop_front();
        return coin;
    }

    /// Hands in all of `payments`, at most `inFlight` open at once, until each is final.
    bool finish(const std::vector<Transaction>& payments, int inFlight) {
        m_queue.assign(payments.begin(), payments.end());
        m_inFlight = inFlight;
        feed();
        return run();
    }
    const std::vector<double>& latenciesMs() const { return m_latenciesMs; }
    void forgetLatencies() { m_latenciesMs.clear(); }

private:
    const SigningKey& faucetKey() const { return m_sandbox->faucetKey(); }

    bool findCoins() {
        const auto lock = Lock::toKey(faucetKey().publicKey());
        deliver(m_sandbox->user().coinsOf(encoded(lock)), &m_driver,
                [this, lock](const CoinsAnswer& answer) {
                    for (const auto& coin : answer.coins)
                        if (coin.matureSlot == 0)
                            m_coins.push_back({{coin.txid, coin.index}, {{coin.value, lock}, 0}});
                    stop({});
                });
        return run() && m_coins.size() >= kSinglePayments + kFanOuts;
    }
    void feed() {
        while (!m_queue.empty() && static_cast<int>(m_open.size()) < m_inFlight) {
            const auto bytes = encoded(m_queue.front());
            m_open[m_queue.front().id()].start();
            // One that is refused would stay open until the limit. A node that is too busy to say
            // now tells by its signals.
            deliver(m_sandbox->user().submit(bytes), &m_driver,
                    [this](const SubmitOutcome& outcome) {
                        if (!outcome.accepted && outcome.code != QStringLiteral("unanswered"))
                            stop(outcome.code);
                    });
            m_queue.pop_front();
        }
    }
    void onFinal(const Hash& id) {
        const auto found = m_open.find(id);
        if (found == m_open.end()) return;
        m_latenciesMs.push_back(static_cast<double>(found->second.nsecsElapsed()) / 1e6);
        m_open.erase(found);
        feed();
        if (m_open.empty() && m_queue.empty()) stop({});
    }
    void stop(const QString& error) {
        m_error = error;
        application().quit();
    }
    bool run() {
        m_deadline.start(kLimitMs);
        application().exec();
        m_deadline.stop();
        return m_error.isEmpty();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Sandbox> m_sandbox;
    QObject m_driver;   // answers that come after it are not told
    QTimer m_deadline;  // of the step that runs
    bool m_ok = false;
    QString m_error;
    std::deque<WalletCoin> m_coins;
    std::deque<Transaction> m_queue;
    int m_inFlight = 1;
    std::map<Hash, QElapsedTimer> m_open;
    std::vector<double> m_latenciesMs;
};

double percentile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5);
    return values[at];
}

/// One payment at a time on an idle sandbox, across several blocks.
void BM_FinalityOfOnePayment(benchmark::State& state) {
    Driver driver;
    for (auto _ : state) {
        for (int i = 0; i < kSinglePayments && driver.ok(); ++i)
            if (!driver.finish({driver.pay(driver.takeCoin(), 1).tx}, 1)) break;
    }
    if (!driver.ok() || driver.latenciesMs().size() < kSinglePayments)
        return state.SkipWithError(qPrintable(driver.error()));
    state.counters["p50_ms"] = percentile(driver.latenciesMs(), 0.50);
    state.counters["p99_ms"] = percentile(driver.latenciesMs(), 0.99);
    state.counters["max_ms"] = percentile(driver.latenciesMs(), 1.0);
}
BENCHMARK(BM_FinalityOfOnePayment)->Iterations(1)->Unit(benchmark::kMillisecond);

/// Independent payments as fast as they become final, kInFlight open at once.
void BM_SustainedFinalPayments(benchmark::State& state) {
    Driver driver;
    std::vector<Transaction> payments;
    if (driver.ok()) {
        std::vector<Transaction> fanOuts;
        for (int i = 0; i < kFanOuts; ++i) {
            const auto made = driver.pay(driver.takeCoin(), kFanOut);
            for (std::uint32_t out = 0; out < kFanOut; ++out)
                payments.push_back(
                    driver.pay({{made.tx.id(), out}, {made.tx.outputs[out], 0}}, 1).tx);
            fanOuts.push_back(made.tx);
        }
        driver.finish(fanOuts, kInFlight);
        driver.forgetLatencies();
    }
    const auto count = static_cast<double>(payments.size());
    for (auto _ : state) driver.finish(payments, kInFlight);
    if (driver.latenciesMs().size() < kSustained)
        return state.SkipWithError(qPrintable(driver.error()));
    state.counters["payments_per_s"] = benchmark::Counter(count, benchmark::Counter::kIsRate);
    state.counters["p50_ms"] = percentile(driver.latenciesMs(), 0.50);
    state.counters["p99_ms"] = percentile(driver.latenciesMs(), 0.99);
}
BENCHMARK(BM_SustainedFinalPayments)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);

/// What one core verifies: the ceiling of everything above.
void BM_VerifyEd25519(benchmark::State& state) {
    startCrypto();
    const auto key = SigningKey::generate();
    const auto message = hashOf(Domain::Test, asBytes("one payment"));
    const auto signature = key.sign(message.view());
    for (auto _ : state)
        benchmark::DoNotOptimize(verifyEd25519(key.publicKey(), message.view(), signature));
    state.counters["per_s"] =
        benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_VerifyEd25519);

}  // namespace
}  // namespace timecoin
