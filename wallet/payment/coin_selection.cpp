#include "wallet/payment/coin_selection.h"

#include <algorithm>
#include <set>

namespace timecoin {

namespace {

constexpr std::size_t kSignatureSize = PublicKey::kSize + Signature::kSize;

/// Coins chosen so far and what the transaction would weigh.
class Choice {
public:
    explicit Choice(const SelectionRequest& request) : m_request(request) {}

    bool hasRoomFor(const WalletCoin& coin) const {
        return m_coins.size() < kMaxInputs && sizeWith(coin) <= kMaxTransactionBytes;
    }

    void add(const WalletCoin& coin) {
        m_size = sizeWith(coin) - Output::kEncodedSize - m_request.fixedSize;
        m_locks.insert(coin.coin.output.lock);
        // Coins of one set cannot add up to more than there is.
        if (const auto sum = m_total.plus(coin.coin.output.value)) m_total = *sum;
        m_coins.push_back(coin);
    }

    Amount total() const { return m_total; }
    /// Target and fee without change: the least that must be there; nullopt above all money.
    std::optional<Amount> needed() const {
        return m_request.target.plus(feeFor(m_request.fixedSize + m_size, m_request.rate));
    }

    /// nullopt: not enough yet.
    std::optional<Selection> complete() const {
        const auto least = needed();
        if (!least || m_coins.empty() || m_total < *least) return std::nullopt;
        Selection done;
        done.coins = m_coins;
        const Amount withChange =
            feeFor(m_request.fixedSize + m_size + Output::kEncodedSize, m_request.rate);
        const Amount over = *m_total.minus(m_request.target);
        const auto change = over.minus(withChange);
        if (change && change->satoshi() >= kDustSatoshi) done.change = *change;
        done.fee = *over.minus(done.change);
        return done;
    }

private:
    /// With a change output: the larger of the two cases.
    std::size_t sizeWith(const WalletCoin& coin) const {
        const bool newKey = !m_locks.contains(coin.coin.output.lock);
        return m_request.fixedSize + Output::kEncodedSize + m_size + OutPoint::kEncodedSize +
               (newKey ? kSignatureSize : 0);
    }

    const SelectionRequest& m_request;
    std::vector<WalletCoin> m_coins;
    std::set<Lock> m_locks;
    Amount m_total;
    std::size_t m_size = 0;  ///< inputs and signatures
};

/// Largest first; ties by name, so that the caller's order never matters.
bool largerFirst(const WalletCoin& a, const WalletCoin& b) {
    if (a.coin.output.value != b.coin.output.value)
        return a.coin.output.value > b.coin.output.value;
    return a.outpoint < b.outpoint;
}

}  // namespace

Amount feeFor(std::size_t size, FeeRate rate) {
    const std::uint64_t perBytes = std::max<std::uint32_t>(rate.bytes, 1);
    // Sizes stay below 2^17; a rate that would wrap is capped, and then no coins suffice for it.
    const std::uint64_t perUnit = std::min(rate.feeSatoshi, kMaxSatoshi >> 17);
    const std::uint64_t fee = (std::uint64_t{size} * perUnit + perBytes - 1) / perBytes;
    return *Amount::fromSatoshi(std::min(std::max(fee, kMinFeeSatoshi), kMaxSatoshi));
}

Result<Selection, PaymentError> selectCoins(std::vector<WalletCoin> coins,
                                            const SelectionRequest& request) {
    if (request.fixedSize + Output::kEncodedSize > kMaxTransactionBytes)
        return fail(PaymentError{PaymentCode::TooLarge, {}, {}});
    std::sort(coins.begin(), coins.end(), largerFirst);

    // A single coin: all weigh the same, so the last one that suffices is the smallest.
    const auto paysAlone = [&request](const WalletCoin& coin) {
        Choice alone(request);
        if (!alone.hasRoomFor(coin)) return std::optional<Selection>();
        alone.add(coin);
        return alone.complete();
    };
    const auto end = std::partition_point(
        coins.begin(), coins.end(), [&](const WalletCoin& coin) { return !!paysAlone(coin); });
    if (end != coins.begin()) {
        const Amount value = std::prev(end)->coin.output.value;
        const auto first = std::find_if(coins.begin(), end, [value](const WalletCoin& coin) {
            return coin.coin.output.value == value;
        });
        return *paysAlone(*first);
    }

    Choice choice(request);
    bool full = false;
    for (const WalletCoin& coin : coins) {
        full = !choice.hasRoomFor(coin);
        if (full) break;
        choice.add(coin);
        if (auto done = choice.complete()) return std::move(*done);
    }
    const Amount needed = choice.needed().value_or(*Amount::fromSatoshi(kMaxSatoshi));
    return fail(PaymentError{full ? PaymentCode::TooManyInputs : PaymentCode::NotEnough, needed,
                             choice.total()});
}

}  // namespace timecoin
