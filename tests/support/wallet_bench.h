// A sandbox and wallets on it, for tests that want the real thing. Waits with deadlines, never for
// luck. Thread: main.
#pragma once

#include "app/sandbox/sandbox.h"
#include "node/chain/address.h"
#include "wallet/api/wallet_service.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

#include <map>
#include <memory>

namespace timecoin {

inline SecretText secret(std::string_view text) {
    return SecretText(asBytes(text));
}
inline const char* const kBenchPassphrase = "correct horse";

/// What a future brings; a default value, and a failed test, when it brings nothing in time.
template <class T>
T await(const QFuture<T>& future, int timeoutMs = 30'000) {
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, timeoutMs)) {
        QTest::qFail("no answer in time", __FILE__, __LINE__);
        return {};
    }
    return future.result();
}

/// A wallet service, and everything that it told.
class BenchWallet : public QObject {
public:
    BenchWallet(const std::shared_ptr<const Network>& network, const QString& folder,
                NodeService& node) {
        WalletConfig config;
        config.network = network;
        config.folder = folder;
        config.keychainService = QStringLiteral("TimeCoin-test");
        config.argonMemoryKiB = 64;
        config.argonPasses = 1;
        service = std::make_unique<WalletService>(config, node);
        connect(service.get(), &WalletService::paymentsChanged, this,
                [this](const QVector<PaymentEntry>& changed) {
                    for (const PaymentEntry& row : changed) rows[row.id] = row;
                });
        connect(service.get(), &WalletService::paymentsReset, this, [this] { rows.clear(); });
        connect(service.get(), &WalletService::paymentFinal, this,
                [this](const PaymentEntry& entry) { finals.append(entry); });
        connect(service.get(), &WalletService::paymentFailed, this,
                [this](const PaymentEntry& entry) { failures.append(entry); });
        service->start();
    }
    ~BenchWallet() override { stop(); }

    void stop() {
        if (!service || !service->isRunning()) return;
        service->stop();
        (void)QTest::qWaitFor([this] { return !service->isRunning(); }, 10'000);
    }
    WalletOutcome create() {
        WalletPlan plan;
        words = await(service->makeWords(24)).words;
        plan.words = words;
        plan.passphrase = secret(kBenchPassphrase);
        return await(service->create(plan));
    }
    WalletOutcome restore(const SecretText& from) {
        WalletPlan plan;
        plan.words = words = from;
        plan.passphrase = secret(kBenchPassphrase);
        plan.restore = true;
        return await(service->create(plan));
    }
    WalletOutcome unlock(const char* passphrase = kBenchPassphrase) {
        return await(service->unlock(secret(passphrase)));
    }
    QString newAddress(const QString& label = {}) {
        return await(service->request({label, {}, std::nullopt})).request.address;
    }
    SendAnswer send(const QString& to, Amount amount, const QString& label = {}) {
        PaymentOrder order;
        order.recipients = {{to, amount, false, {}}};
        order.label = label;
        return await(service->send(order));
    }
    bool waitForState(const Hash& id, PaymentState state, int timeoutMs = 60'000) {
        return QTest::qWaitFor([&] { return rows.contains(id) && rows.at(id).state == state; },
                               timeoutMs);
    }
    bool waitForFinal(const Hash& id, int timeoutMs = 60'000) {
        return QTest::qWaitFor(
            [&] { return rows.contains(id) && isIrreversible(rows.at(id).state); }, timeoutMs);
    }
    bool waitForAvailable(Amount amount, int timeoutMs = 60'000) {
        return QTest::qWaitFor([&] { return available() == amount; }, timeoutMs);
    }
    Amount available() const { return service->snapshot()->balances.available; }
    WalletState state() const { return service->snapshot()->state; }

    std::unique_ptr<WalletService> service;
    SecretText words;
    std::map<Hash, PaymentEntry> rows;
    QVector<PaymentEntry> finals;
    QVector<PaymentEntry> failures;
};

class WalletBench {
public:
    /// The same folder is the same chain again.
    explicit WalletBench(const QString& folder) : m_folder(folder) {
        SandboxPlan plan;
        plan.genesisTimeMs = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
        plan.blockIntervalMs = 1'000;
        QDir().mkpath(folder + QStringLiteral("/chain"));
        auto network = openSandbox(folder + QStringLiteral("/chain"), plan);
        if (!network.ok()) qFatal("no sandbox: %s", network.error().detail.c_str());
        sandbox = std::make_unique<Sandbox>(std::move(network).value(),
                                            folder + QStringLiteral("/chain"), QString());
        m_network = std::make_shared<const Network>(sandbox->network());
        sandbox->start();
    }
    ~WalletBench() { stop(); }
    bool waitForReady(int timeoutMs = 90'000) {
        return QTest::qWaitFor([this] { return sandbox->isReady(); }, timeoutMs);
    }
    void stop() {
        bool stopped = false;
        const auto seen = QObject::connect(sandbox.get(), &Sandbox::stopped, sandbox.get(),
                                           [&stopped] { stopped = true; });
        sandbox->stop();
        (void)QTest::qWaitFor([&stopped] { return stopped; }, 15'000);
        QObject::disconnect(seen);
    }
    std::unique_ptr<BenchWallet> wallet(const QString& name) {
        return std::make_unique<BenchWallet>(m_network, m_folder + QLatin1Char('/') + name,
                                             sandbox->user());
    }
    /// The id of a payment by the faucet that the node has taken; zero when it has not.
    Hash pay(const QString& address, Amount amount) {
        const auto lock = parseAddress(address.toStdString(), "stime");
        if (!lock) return {};
        Hash id;
        bool refused = false;
        sandbox->faucet().prepare(*lock, amount, [&](const Faucet::Prepared& prepared) {
            refused = !prepared.ok();
            if (refused) return;
            sandbox->user().submit(encoded(prepared->tx));
            id = prepared->tx.id();
        });
        (void)QTest::qWaitFor([&] { return refused || !id.isZero(); }, 10'000);
        return id;
    }

    std::unique_ptr<Sandbox> sandbox;

private:
    QString m_folder;
    std::shared_ptr<const Network> m_network;
};

}  // namespace timecoin
