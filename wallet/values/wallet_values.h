// What the window sees of a wallet: plain values, copied at one moment. Any thread may read them;
// nobody changes them. Addresses are text already, amounts are whole satoshi.
#pragma once

#include "node/base/amount.h"
#include "node/base/bytes.h"
#include "wallet/values/secret_text.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <memory>
#include <optional>

namespace timecoin {

enum class WalletState : std::uint8_t {
    Starting,  ///< the thread looks for a vault
    NoWallet,  ///< no vault here: create or restore
    Sealed,    ///< a vault that nobody has opened since the start: nothing is known of it
    Locked,    ///< the spending keys are wiped; balances, addresses and history stay visible
    Unlocked,
    Unusable,  ///< the files cannot be read or written: WalletSnapshot::problem says why
};

enum class PaymentKind : std::uint8_t { Received, Sent, ToSelf, Reward };

/// *created -> handed in -> voted on -> final -> in a block*, or an end with a reason.
enum class PaymentState : std::uint8_t {
    Created,    ///< durable here, the node has not taken it yet (no node, or it is asked again)
    Seen,       ///< in the node's pool: votes are gathered
    Certified,  ///< a quorum has voted for it
    Final,      ///< a quorum has acknowledged it: irreversible, in no block yet
    InBlock,    ///< in a committed block: irreversible
    Rejected,   ///< the node refused it for good; `reason` has the code; its coins are free again
    Abandoned,  ///< given up by the person or for good reason; its coins are free again
};
constexpr bool isIrreversible(PaymentState state) {
    return state == PaymentState::Final || state == PaymentState::InBlock;
}
constexpr bool isOver(PaymentState state) {
    return state == PaymentState::Rejected || state == PaymentState::Abandoned;
}

struct Party {
    QString address;
    Amount amount;
    QString label;  ///< contact's name or the address's label; may be empty
    bool mine = false;
    friend bool operator==(const Party&, const Party&) = default;
};

/// Rows that are told at a time: what a window takes in well within a frame.
inline constexpr int kPaymentPieceRows = 1'000;

/// One payment of the history. `id` is its key for ever.
struct PaymentEntry {
    Hash id;
    PaymentKind kind = PaymentKind::Received;
    PaymentState state = PaymentState::Created;
    Amount amount;              ///< what came, or what others were paid (without fee and change)
    std::optional<Amount> fee;  ///< known for payments made here
    QString reason;             ///< Rejected, Abandoned: a stable code
    QString label;              ///< the person's own note
    QVector<Party> parties;     ///< Sent: recipients; Received: own addresses paid; change left out
    quint64 createdMs = 0;      ///< Unix time; made here or first seen
    quint64 certifiedMs = 0;    ///< 0: not yet, or not seen
    quint64 finalMs = 0;
    quint64 finalAfterMs = 0;  ///< from handing in to final, by a steady clock; 0: not measured
    quint64 blockMs = 0;       ///< timestamp of its block
    quint64 height = 0;        ///< 0: in no block
    quint32 size = 0;          ///< bytes
    friend bool operator==(const PaymentEntry&, const PaymentEntry&) = default;
};
enum class CoinState : std::uint8_t {
    Spendable,
    Pending,     ///< of a payment that is not final yet
    Immature,    ///< a reward; `matureSlot`
    Spent,       ///< promised to a payment under way
    Frozen,      ///< by the person
    Collateral,  ///< of a masternode
};
struct CoinEntry {
    Hash txid;
    quint32 index = 0;
    Amount value;
    QString address;
    QString label;
    CoinState state = CoinState::Spendable;
    quint64 matureSlot = 0;  ///< Immature only
    quint64 height = 0;      ///< of its block; 0: none yet
    friend bool operator==(const CoinEntry&, const CoinEntry&) = default;
};

/// An address handed out. `id` is the index of its key.
struct RequestEntry {
    quint32 id = 0;
    QString address;
    QString label;
    QString message;
    std::optional<Amount> amount;  ///< asked for
    Amount received;               ///< final only
    Amount pending;                ///< seen, not final
    quint64 createdMs = 0;
    friend bool operator==(const RequestEntry&, const RequestEntry&) = default;
};

struct ContactEntry {
    QString address;
    QString name;
    bool paidBefore = false;
    friend bool operator==(const ContactEntry&, const ContactEntry&) = default;
};

struct Balances {
    Amount available;
    Amount pending;   ///< coming in, not final
    Amount immature;  ///< rewards
    Amount locked;    ///< collateral and frozen coins
    friend bool operator==(const Balances&, const Balances&) = default;
};

/// Published at most 4 times a second. Payments come by WalletService::paymentsChanged instead.
struct WalletSnapshot {
    WalletState state = WalletState::Starting;
    QString problem;        ///< Unusable: a stable code
    QString problemDetail;  ///< the file and the system's words
    Balances balances;
    QVector<CoinEntry> coins;        ///< by outpoint
    QVector<RequestEntry> requests;  ///< newest first
    QVector<ContactEntry> contacts;  ///< by name
    QStringList paidAddresses;       ///< every address paid from here so far: to warn of near-twins
    quint64 scannedHeight = 0;       ///< history is complete up to here
    quint64 nodeHeight = 0;
    /// Payments of blocks from here to below historyFrom may be missing: the node does not have
    /// these blocks. Coins are complete all the same. Both 0: none are missing.
    quint64 historyGap = 0;
    quint64 historyFrom = 0;
    bool scanning = false;  ///< the history is being filled in
    bool keychainOn = false;
    quint64 backupTestedMs = 0;  ///< Unix time of the last passed word quiz; 0: never
    quint32 paymentCount = 0;
    quint32 unfinishedCount = 0;  ///< Created, Seen or Certified
};
using WalletSnapshotPtr = std::shared_ptr<const WalletSnapshot>;

// --- commands ----------------------------------------------------------------------------------

/// Stable codes: "wrong_passphrase", "no_wallet", "exists", "bad_words", "passphrase_too_short",
/// "damaged", "newer", "disk", "locked", "stopped", "keychain_absent", "keychain_locked", ...
struct WalletOutcome {
    bool ok = false;
    QString code;
    QString detail;
};

struct WordsAnswer {
    WalletOutcome outcome;
    SecretText words;  ///< separated by single spaces
};

/// Create and restore. `extra` is BIP39's optional passphrase, `passphrase` opens the vault.
struct WalletPlan {
    SecretText words;
    SecretText extra;
    SecretText passphrase;
    bool restore = false;       ///< look for coins of up to 1,000 keys, and fill in the history
    bool backupTested = false;  ///< the quiz was passed
};

struct RequestPlan {
    QString label;
    QString message;
    std::optional<Amount> amount;
};
struct RequestAnswer {
    WalletOutcome outcome;
    RequestEntry request;
};

struct Recipient {
    QString address;
    Amount amount;
    bool rest = false;  ///< "Max": gets what is left after the others and the fee
    QString label;      ///< kept with the payment
};
struct PaymentOrder {
    QVector<Recipient> recipients;  ///< 1 or more; at most one with `rest`
    quint64 feeSatoshiPerKb = 1'000;
    QVector<QPair<Hash, quint32>> coins;  ///< pay with these only; empty: the wallet chooses
    QString label;
};
/// What an order would do; nothing is kept. Codes: those of PaymentCode ("not_enough",
/// "dust_output", ...), "bad_address", "wrong_network", "no_recipients", "two_rests".
struct DraftAnswer {
    WalletOutcome outcome;
    Amount paid;  ///< all recipients
    Amount fee;
    Amount change;
    quint32 inputs = 0;
    quint32 size = 0;         ///< bytes
    QVector<Amount> amounts;  ///< parallel to the recipients, the rest filled in
    Amount missing;           ///< "not_enough": by how much
    int recipient = -1;       ///< which one the code is about
};
struct SendAnswer {
    WalletOutcome outcome;
    Hash id;  ///< of the payment, durable here
};

}  // namespace timecoin
