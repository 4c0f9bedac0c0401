#include "wallet/api/wallet_service.h"

#include "node/api/deliver.h"
#include "node/chain/params.h"
#include "wallet/api/wallet_host.h"
#include "wallet/keychain/keychain_store.h"
#include "wallet/worker/wallet_worker.h"

#include <QThread>

namespace timecoin {

namespace {

const WalletOutcome kStopped{false, QStringLiteral("stopped"), {}};

}  // namespace

WalletService::WalletService(WalletConfig config, NodeService& node, QObject* parent)
    : QObject(parent),
      m_host(std::make_unique<Host>(*this, std::move(config), node)) {}

WalletService::~WalletService() = default;

void WalletService::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_host->start();
}
void WalletService::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_host->stop();
}
bool WalletService::isRunning() const {
    return m_host->running();
}
WalletSnapshotPtr WalletService::snapshot() const {
    return m_host->snapshot();
}
QString WalletService::addressPrefix() const {
    return QString::fromStdString(m_host->config().network->params.addressPrefix);
}

// --- coming into being, opening ---------------------------------------------------------------

QFuture<WordsAnswer> WalletService::makeWords(int count) {
    return m_host->request(WordsAnswer{kStopped, {}},
                           [count](WalletWorker& w) { return w.makeWords(count); });
}
QFuture<WalletOutcome> WalletService::checkWords(const SecretText& words) {
    return m_host->request(kStopped, [words](WalletWorker& w) { return w.checkWords(words); });
}
QFuture<WalletOutcome> WalletService::create(const WalletPlan& plan) {
    return m_host->request(kStopped, [plan](WalletWorker& w) { return w.create(plan); });
}
QFuture<WalletOutcome> WalletService::unlock(const SecretText& passphrase) {
    return m_host->request(kStopped,
                           [passphrase](WalletWorker& w) { return w.unlock(passphrase); });
}
void WalletService::lock() {
    m_host->post([](WalletWorker& w) { w.lock(); });
}
QFuture<WalletOutcome> WalletService::changePassphrase(const SecretText& current,
                                                       const SecretText& next) {
    return m_host->request(
        kStopped, [current, next](WalletWorker& w) { return w.changePassphrase(current, next); });
}
QFuture<WordsAnswer> WalletService::revealWords(const SecretText& passphrase) {
    return m_host->request(WordsAnswer{kStopped, {}},
                           [passphrase](WalletWorker& w) { return w.revealWords(passphrase); });
}
void WalletService::markBackupTested() {
    m_host->post([](WalletWorker& w) { w.markBackupTested(); });
}

// --- the keychain, whose answers come in this thread ------------------------------------------

QFuture<WalletOutcome> WalletService::unlockWithKeychain() {
    const auto [promised, future] = m_host->promise(kStopped);
    const quint64 id = promised;
    Host* const host = m_host.get();
    const auto named = host->request(QString(), [](WalletWorker& w) { return w.keychainName(); });
    deliver(named, this, [this, host, id](const QString& name) {
        if (name.isEmpty()) return host->answer(id, refusal("no_wallet"));
        deliver(host->keychain().read(name), this, [this, host, id](const KeychainAnswer& read) {
            if (read.code != KeychainCode::Ok)
                return host->answer(id, WalletOutcome{false, nameOf(read.code), read.detail});
            const auto opened = host->request(kStopped, [key = read.secret](WalletWorker& w) {
                return w.unlockWithKey(key->view());
            });
            deliver(opened, this,
                    [host, id](const WalletOutcome& outcome) { host->answer(id, outcome); });
        });
    });
    return future;
}

QFuture<WalletOutcome> WalletService::setKeychain(bool on, const SecretText& passphrase) {
    const auto [promised, future] = m_host->promise(kStopped);
    const quint64 id = promised;
    Host* const host = m_host.get();
    const auto named = host->request(QString(), [](WalletWorker& w) { return w.keychainName(); });
    if (!on) {
        // The vault first: a key that opens nothing any more may stay behind, not the reverse.
        const auto cleared =
            host->request(kStopped, [](WalletWorker& w) { return w.clearUnlockKey(); });
        deliver(cleared, this, [this, host, id, named](const WalletOutcome& outcome) {
            if (!outcome.ok) return host->answer(id, outcome);
            deliver(host->keychain().remove(named.result()), this,
                    [host, id, outcome](const KeychainAnswer&) { host->answer(id, outcome); });
        });
        return future;
    }
    auto key = std::make_shared<SecretBytes>(WalletWorker::kUnlockKeyBytes);
    randomBytes(key->span());
    const auto checked = host->request(
        kStopped, [passphrase](WalletWorker& w) { return w.checkPassphrase(passphrase); });
    deliver(checked, this, [this, host, id, named, key](const WalletOutcome& right) {
        if (!right.ok) return host->answer(id, right);
        const QString name = named.result();
        deliver(host->keychain().write(name, key->view()), this,
                [this, host, id, name, key](const KeychainAnswer& written) {
                    if (written.code != KeychainCode::Ok)
                        return host->answer(
                            id, WalletOutcome{false, nameOf(written.code), written.detail});
                    const auto set = host->request(
                        kStopped, [key](WalletWorker& w) { return w.setUnlockKey(key->view()); });
                    deliver(set, this, [host, id, name](const WalletOutcome& outcome) {
                        if (!outcome.ok) host->keychain().remove(name);
                        host->answer(id, outcome);
                    });
                });
    });
    return future;
}

// --- money ------------------------------------------------------------------------------------

QFuture<RequestAnswer> WalletService::request(const RequestPlan& plan) {
    return m_host->request(RequestAnswer{kStopped, {}},
                           [plan](WalletWorker& w) { return w.request(plan); });
}
QFuture<DraftAnswer> WalletService::draft(const PaymentOrder& order) {
    DraftAnswer whenStopped;
    whenStopped.outcome = kStopped;
    return m_host->request(whenStopped, [order](WalletWorker& w) { return w.draft(order); });
}
QFuture<SendAnswer> WalletService::send(const PaymentOrder& order) {
    return m_host->request(SendAnswer{kStopped, {}},
                           [order](WalletWorker& w) { return w.send(order); });
}
QFuture<WalletOutcome> WalletService::abandon(const Hash& payment) {
    return m_host->request(kStopped, [payment](WalletWorker& w) { return w.abandon(payment); });
}
void WalletService::rebroadcast(const Hash& payment) {
    m_host->post([payment](WalletWorker& w) { w.rebroadcast(payment); });
}
QFuture<Bytes> WalletService::rawPayment(const Hash& payment) {
    return m_host->request(Bytes(), [payment](WalletWorker& w) { return w.rawPayment(payment); });
}

// --- names ------------------------------------------------------------------------------------

void WalletService::setPaymentLabel(const Hash& payment, const QString& label) {
    m_host->post([payment, label](WalletWorker& w) { w.setPaymentLabel(payment, label); });
}
void WalletService::setRequestLabel(quint32 request, const QString& label) {
    m_host->post([request, label](WalletWorker& w) { w.setRequestLabel(request, label); });
}
QFuture<WalletOutcome> WalletService::setContact(const QString& address, const QString& name) {
    return m_host->request(
        kStopped, [address, name](WalletWorker& w) { return w.setContact(address, name); });
}
void WalletService::removeContact(const QString& address) {
    m_host->post([address](WalletWorker& w) { w.removeContact(address); });
}
void WalletService::setCoinFrozen(const Hash& txid, quint32 index, bool frozen) {
    m_host->post([txid, index, frozen](WalletWorker& w) { w.setCoinFrozen(txid, index, frozen); });
}

}  // namespace timecoin
