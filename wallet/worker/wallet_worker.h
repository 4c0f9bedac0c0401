// The wallet at work: commands and what the node tells come in, pictures and rows go out.
// Thread: wallet. Every command answers at once; opening takes as long as Argon2id does.
// What is durable when is said by the rules W1 to W6 in wallet/README.md.
#pragma once

#include "wallet/worker/open_wallet.h"
#include "wallet/worker/order_plan.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>

namespace timecoin {

class WalletWorker : public QObject {
    Q_OBJECT
public:
    static constexpr int kPublishMs = 250;
    static constexpr int kPieceRows = kPaymentPieceRows;
    static constexpr int kFirstRetryMs = 1'000;
    static constexpr int kLastRetryMs = 30'000;
    static constexpr int kLocksAsked = 2'000;
    static constexpr int kUnlockKeyBytes = 32;

    WalletWorker(WorkerConfig config, WorkerHandlers handlers);
    ~WalletWorker() override;

    /// Looks for a vault.
    void start();
    /// Writes what is left, wipes the keys, closes.
    void stop();

    // --- coming into being, opening (worker_vault.cpp) ----
    WordsAnswer makeWords(int count) const;
    WalletOutcome checkWords(const SecretText& words) const;
    WalletOutcome create(const WalletPlan& plan);
    WalletOutcome unlock(const SecretText& passphrase);
    WalletOutcome unlockWithKey(ByteView key);
    void lock();
    WalletOutcome changePassphrase(const SecretText& current, const SecretText& next);
    WordsAnswer revealWords(const SecretText& passphrase) const;
    void markBackupTested();
    /// Under which name the keychain keeps this vault's unlock key; empty when there is no vault.
    QString keychainName() const;
    /// Checks the passphrase, and unlocks.
    WalletOutcome checkPassphrase(const SecretText& passphrase);
    WalletOutcome setUnlockKey(ByteView key);
    WalletOutcome clearUnlockKey();

    // --- money (wallet_worker.cpp) ----
    RequestAnswer request(const RequestPlan& plan);
    DraftAnswer draft(const PaymentOrder& order) const;
    SendAnswer send(const PaymentOrder& order);
    WalletOutcome abandon(const Hash& payment);
    void rebroadcast(const Hash& payment);
    Bytes rawPayment(const Hash& payment) const;

    // --- names (worker_names.cpp) ----
    void setPaymentLabel(const Hash& payment, const QString& label);
    void setRequestLabel(quint32 request, const QString& label);
    WalletOutcome setContact(const QString& address, const QString& name);
    void removeContact(const QString& address);
    void setCoinFrozen(const Hash& txid, quint32 index, bool frozen);

    // --- what the node tells (worker_node.cpp) ----
    void nodeUp();
    void nodeDown();
    void nodeTip(quint64 height, quint64 timestampMs);
    void transferSeen(const WatchedTransfer& transfer);
    void transferCertified(const Hash& id);
    void transferFinal(const Hash& id);
    void transferRejected(const Hash& id, const QString& code);
    void blockCommitted(const WatchedBlock& block);
    void coinsTold(quint64 tag, const CoinsAnswer& answer);
    void blocksTold(quint64 tag, const BlocksAnswer& answer);
    void submitted(const Hash& id, const SubmitOutcome& outcome);

private:
    /// A payment that the node shall take.
    struct Attempt {
        qint64 dueMs = 0;
        int waitMs = kFirstRetryMs;
        bool asked = false;
        bool taken = false;  ///< by the node that runs now
    };

    static quint64 wallMs();
    VaultPlace place() const;
    void setState(WalletState state);
    WalletOutcome adopt(std::unique_ptr<Vault> vault);
    WalletOutcome opened(VaultResult<std::unique_ptr<Vault>> vault);
    WalletOutcome afterUnlock();
    WalletOutcome editAndShow(const std::function<void(VaultPersonal&)>& change);
    void refreshRows();

    void changed();   ///< shows it within kPublishMs, and tells news
    void tellNews();  ///< what became final or failed: durable, then told
    void save();
    void publish();
    void publishRows();

    void startSync();
    void askCoins();
    void askBlocks();
    void foldBlock(const WatchedBlock& block, bool news);
    void handIn();

    WorkerConfig m_config;
    WorkerHandlers m_handlers;
    std::unique_ptr<OpenWallet> m_wallet;
    WalletState m_state = WalletState::Starting;
    QString m_problem;
    QString m_problemDetail;
    bool m_sealedHasUnlockKey = false;  ///< as the unopened vault says
    QElapsedTimer m_clock;

    QTimer m_publishTimer;
    qint64 m_publishedMs = -kPublishMs;
    std::deque<Hash> m_rows;  ///< to be shown
    std::set<Hash> m_rowsQueued;

    bool m_nodeUp = false;
    quint64 m_nodeHeight = 0;
    quint64 m_syncTag = 0;
    bool m_syncing = false;
    QTimer m_syncTimer;
    QVector<Bytes> m_askLocks;
    int m_askedLocks = 0;
    CoinPicture m_picture;

    QTimer m_retryTimer;
    std::map<Hash, Attempt> m_attempts;
    std::map<Hash, qint64> m_handedInMs;  ///< by the steady clock, of payments not final yet
};

}  // namespace timecoin
