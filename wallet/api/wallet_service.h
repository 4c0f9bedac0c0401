// The wallet as the rest of the program sees it: commands in, futures and signals out.
// Thread: GUI/main (the one it was created in). It owns the wallet thread, which owns vault and
// history database; nothing here ever waits for that thread, except the destructor, bounded.
// Futures are always answered, at the latest when the wallet stops; take them with deliver().
// It listens to the NodeService in this thread and passes on, by value, what the wallet needs.
#pragma once

#include "node/api/node_service.h"
#include "wallet/values/wallet_values.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <memory>

namespace timecoin {

struct Network;

struct WalletConfig {
    std::shared_ptr<const Network> network;
    QString folder;  ///< of this wallet: vault, its previous one, history database
    QString keychainService = QStringLiteral("TimeCoin");
    quint32 argonMemoryKiB = 262'144;  ///< Argon2id; tests use less
    quint32 argonPasses = 3;
    quint32 keysAhead = 100;  ///< public keys derived ahead, at least
};

class WalletService : public QObject {
    Q_OBJECT
public:
    static constexpr int kStopMs = 5'000;
    static constexpr int kLeastPassphrase = 8;  ///< characters

    /// `node` outlives it.
    WalletService(WalletConfig config, NodeService& node, QObject* parent = nullptr);
    ~WalletService() override;

    /// Looks for the vault; snapshotChanged() tells what there is.
    void start();
    /// Locks, finishes what is being written, closes; then stopped().
    void stop();
    bool isRunning() const;
    /// The newest picture; never null.
    WalletSnapshotPtr snapshot() const;
    /// "stime", ...: what addresses here begin with.
    QString addressPrefix() const;

    // --- coming into being, opening ----
    /// Fresh words from the system's randomness; nothing is kept. 12, 15, 18, 21 or 24.
    QFuture<WordsAnswer> makeWords(int count);
    /// "bad_words" with a detail that names the position, when they cannot be restored.
    QFuture<WalletOutcome> checkWords(const SecretText& words);
    QFuture<WalletOutcome> create(const WalletPlan& plan);
    QFuture<WalletOutcome> unlock(const SecretText& passphrase);
    QFuture<WalletOutcome> unlockWithKeychain();
    /// Wipes the spending keys at once.
    void lock();
    QFuture<WalletOutcome> changePassphrase(const SecretText& current, const SecretText& next);
    /// Asks for the passphrase again, even when unlocked.
    QFuture<WordsAnswer> revealWords(const SecretText& passphrase);
    /// The quiz was passed again.
    void markBackupTested();
    /// On: asks for the passphrase, then keeps an unlock key in the system's keychain. The
    /// passphrase keeps working. Off: removes it.
    QFuture<WalletOutcome> setKeychain(bool on, const SecretText& passphrase);

    // --- money ----
    QFuture<RequestAnswer> request(const RequestPlan& plan);
    QFuture<DraftAnswer> draft(const PaymentOrder& order);
    /// Signs, makes it durable, hands it to the node. Needs Unlocked.
    QFuture<SendAnswer> send(const PaymentOrder& order);
    /// Only for one that no quorum has certified; its coins are free again.
    QFuture<WalletOutcome> abandon(const Hash& payment);
    /// Hands one that is Created or Seen to the node again, at once.
    void rebroadcast(const Hash& payment);
    /// The transaction as bytes, canonical; empty when unknown.
    QFuture<Bytes> rawPayment(const Hash& payment);

    // --- names ----
    void setPaymentLabel(const Hash& payment, const QString& label);
    void setRequestLabel(quint32 request, const QString& label);
    QFuture<WalletOutcome> setContact(const QString& address, const QString& name);
    void removeContact(const QString& address);
    void setCoinFrozen(const Hash& txid, quint32 index, bool frozen);

signals:
    void snapshotChanged(const timecoin::WalletSnapshotPtr& snapshot);
    /// Rows that are new or have changed; at most kPieceRows at a time and 4 times a second. After
    /// opening all of them come, newest first, in pieces.
    void paymentsChanged(const QVector<timecoin::PaymentEntry>& rows);
    /// Another wallet is shown now, or none: forget all rows.
    void paymentsReset();
    /// Told once per payment, uncoalesced.
    void paymentFinal(const timecoin::PaymentEntry& payment);
    void paymentFailed(const timecoin::PaymentEntry& payment);
    void stopped(bool clean);

public:
    static constexpr int kPieceRows = kPaymentPieceRows;

private:
    class Host;
    std::unique_ptr<Host> m_host;
};

}  // namespace timecoin
