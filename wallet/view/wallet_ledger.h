// Coins and payments of one wallet, as a fold over what the node tells (rules L1 to L9 in
// wallet/README.md). Pure and deterministic: time comes in as a value, and facts may come late,
// twice or in another order and still end in the same picture.
#pragma once

#include "node/chain/coin.h"
#include "wallet/payment/coin_selection.h"
#include "wallet/view/payment_record.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace timecoin {

/// Which of our keys. Chain 0: addresses handed out; chain 1: change.
struct OwnKey {
    std::uint32_t chain = 0;
    std::uint32_t index = 0;
    friend auto operator<=>(const OwnKey&, const OwnKey&) = default;
};

struct LedgerRules {
    Hash genesis;
    std::uint32_t rewardMaturitySlots = 0;
    std::vector<CoinDelta::Created> initialCoins;  ///< of genesis
    std::set<OutPoint> collaterals;                ///< of masternodes
};

/// A committed block, or the part of it that concerns this wallet.
struct LedgerBlock {
    std::uint64_t height = 0;
    std::uint64_t timestampMs = 0;
    std::uint64_t slot = 0;
    std::uint64_t nextSlot = 0;  ///< of the block after it
    std::vector<Transaction> transactions;
};

/// The node's coins under our locks after the block of `height`: known long before the history is
/// (rule L7). Keys below `covered[chain]` were asked for.
struct CoinPicture {
    std::uint64_t height = 0;
    std::map<std::uint32_t, std::uint32_t> covered;
    std::map<OutPoint, Coin> coins;
};

enum class OwnCoinState : std::uint8_t {
    Spendable,
    Pending,
    Immature,
    Promised,
    Frozen,
    Collateral
};

struct OwnCoin {
    OutPoint outpoint;
    Coin coin;
    OwnKey key;
    OwnCoinState state = OwnCoinState::Spendable;
    std::uint64_t height = 0;
    friend bool operator==(const OwnCoin&, const OwnCoin&) = default;
};

struct LedgerBalances {
    Amount available;
    Amount pending;
    Amount immature;
    Amount locked;
    friend bool operator==(const LedgerBalances&, const LedgerBalances&) = default;
};

enum class ViewKind : std::uint8_t { Received, Sent, ToSelf, Reward };

struct ViewParty {
    std::uint32_t output = 0;
    Output paid;
    bool mine = false;
    friend bool operator==(const ViewParty&, const ViewParty&) = default;
};

/// What a record means for this wallet.
struct PaymentView {
    ViewKind kind = ViewKind::Received;
    Amount amount;
    std::optional<Amount> fee;  ///< when every input is ours
    std::vector<ViewParty> parties;
    friend bool operator==(const PaymentView&, const PaymentView&) = default;
};

/// Told once per payment.
struct LedgerNews {
    Hash id;
    bool final = false;  ///< false: it failed
    friend bool operator==(const LedgerNews&, const LedgerNews&) = default;
};

class WalletLedger {
public:
    static constexpr std::size_t kMaxEarly = 4'096;

    explicit WalletLedger(LedgerRules rules) : m_rules(std::move(rules)) {}

    // --- what is ours ----
    void addKeys(const std::map<Lock, OwnKey>& keys);
    std::optional<OwnKey> keyOf(const Lock& lock) const;
    /// It pays, spends or is signed under a key of ours (rule L9). What does not is not folded in.
    bool concerns(const Transaction& tx) const;
    /// A record of the history database; says no news.
    void load(PaymentRecord record);
    void setFrozen(const OutPoint& outpoint, bool frozen);

    // --- own payments ----
    /// A payment made here; its coins are promised from now on. False, and nothing is changed, when
    /// one of them is not spendable (rule L5) or the payment is known.
    bool create(PaymentRecord record);
    /// False for what is certified, irreversible, over or unknown.
    bool abandon(const Hash& id);

    // --- what the node tells ----
    void seen(const Transaction& tx, std::uint64_t nowMs);
    void seen(const Hash& id);
    void certified(const Hash& id, std::uint64_t nowMs);
    /// `afterMs`: from handing in, by a steady clock; 0 when not measured.
    void becameFinal(const Hash& id, std::uint64_t nowMs, std::uint64_t afterMs);
    void rejected(const Hash& id, const std::string& code);
    /// `news`: false for blocks of the past, whose payments nobody waits for.
    void block(const LedgerBlock& block, bool news);
    /// Of the block to come; never goes back.
    void setNextSlot(std::uint64_t slot) { m_nextSlot = std::max(m_nextSlot, slot); }
    void coinsAt(CoinPicture picture);
    /// The history was looked through up to here; a picture of no later height has done its duty,
    /// unless it shows payments that the history lacks: a node that began with a snapshot knows
    /// their coins and not them. Then it stays.
    void scannedTo(std::uint64_t height);
    /// The node's pool has forgotten everything: it was started again.
    void poolForgotten();

    // --- the picture ----
    std::vector<OwnCoin> coins() const;
    /// What a new payment may use (rule L4); those that mature later included, as Coin says when.
    std::vector<WalletCoin> spendable() const;
    LedgerBalances balances() const;
    const std::map<Hash, PaymentRecord>& records() const { return m_records; }
    const PaymentRecord* record(const Hash& id) const;
    std::optional<PaymentView> view(const Hash& id) const;
    /// Final and pending money under each key that was ever paid to.
    std::map<OwnKey, LedgerBalances> receivedByKey() const;
    std::uint64_t nextSlot() const { return m_nextSlot; }
    /// One beyond the highest key of `chain` that is known to be paid to.
    std::uint32_t usedKeys(std::uint32_t chain) const;
    /// Own payments that no block holds and nobody gave up: to be handed in (again).
    std::vector<Hash> unfinished() const;

    std::set<Hash> takeChanged() { return std::exchange(m_changed, {}); }
    std::vector<LedgerNews> takeNews() { return std::exchange(m_news, {}); }

private:
    struct OwnOutput {
        Output output;
        OwnKey key;
        bool initial = false;  ///< of genesis
    };
    /// What was told of a payment before its transaction.
    struct Early {
        std::uint64_t certifiedMs = 0;
        std::uint64_t finalMs = 0;
        std::uint64_t finalAfterMs = 0;
        bool certified = false;
        bool final = false;
        std::string reason;
    };

    PaymentRecord& put(const Transaction& tx, std::uint64_t atMs);
    void insert(const Hash& id, PaymentRecord record);
    void index(const Hash& id, const PaymentRecord& record);
    void addOutput(const OutPoint& outpoint, const Output& output, const OwnKey& key, bool initial);
    /// Draws the conclusions of a change of this record (rules L1, L2, L6).
    void settle(const Hash& id, RecordState before, bool news);
    void refuseRivals(const Hash& id, const PaymentRecord& record);
    void markWithChildren(const Hash& id);
    Early& early(const Hash& id);
    bool isGone(const OutPoint& outpoint) const;
    bool isPromised(const OutPoint& outpoint) const;
    std::optional<OwnCoin> coinOf(const OutPoint& outpoint, const OwnOutput& own) const;
    OwnCoinState stateOf(const OutPoint& outpoint, std::uint64_t matureSlot) const;
    bool isCovered(const OwnKey& key) const;
    bool isSpentUnseen(const OutPoint& outpoint, const OwnOutput& own) const;
    bool historyExplains(const CoinPicture& picture) const;

    LedgerRules m_rules;
    std::map<Lock, OwnKey> m_keys;
    std::map<Hash, PaymentRecord> m_records;
    std::map<OutPoint, OwnOutput> m_outputs;        ///< every output ever under our keys
    std::set<OutPoint> m_open;                      ///< those that nothing irreversible spends
    std::map<OutPoint, std::set<Hash>> m_spenders;  ///< records by what they spend
    std::set<OutPoint> m_frozen;
    std::map<Hash, Early> m_early;
    std::deque<Hash> m_earlyOrder;
    std::optional<CoinPicture> m_picture;
    bool m_pictureStays = false;
    std::map<std::uint32_t, std::uint32_t> m_usedKeys;
    std::uint64_t m_nextSlot = 0;
    std::set<Hash> m_changed;
    std::vector<LedgerNews> m_news;
};

}  // namespace timecoin
