// A small wallet for tests of its ledger: four keys of each chain and one coin of genesis. No Qt.
#pragma once

#include "tests/support/fixtures.h"
#include "wallet/view/wallet_ledger.h"

namespace timecoin {

inline constexpr std::uint32_t kMaturity = 10;

inline Lock ownLock(std::uint32_t chain, std::uint32_t index) {
    return {LockKind::Key, testHash(100 + 1'000 * chain + index).data};
}
inline Lock foreignLock(std::uint32_t number) {
    return {LockKind::Key, testHash(50'000 + number).data};
}
inline Amount satoshi(std::uint64_t count) {
    return *Amount::fromSatoshi(count);
}

/// A ledger that owns 4 keys of each chain and, of genesis, one coin of 1,000,000 satoshi.
inline WalletLedger freshLedger() {
    LedgerRules rules;
    rules.genesis = testHash(1);
    rules.rewardMaturitySlots = kMaturity;
    rules.initialCoins = {{{testHash(1), 0}, {{satoshi(1'000'000), ownLock(0, 0)}, 0}},
                          {{testHash(1), 1}, {{satoshi(500'000), foreignLock(0)}, 0}}};
    WalletLedger ledger(rules);
    std::map<Lock, OwnKey> keys;
    for (std::uint32_t chain = 0; chain < 2; ++chain)
        for (std::uint32_t index = 0; index < 4; ++index)
            keys.emplace(ownLock(chain, index), OwnKey{chain, index});
    ledger.addKeys(keys);
    return ledger;
}
inline const OutPoint kGenesisCoin{testHash(1), 0};

inline Transaction transfer(std::vector<OutPoint> inputs, std::vector<Output> outputs) {
    Transaction tx;
    tx.inputs = std::move(inputs);
    tx.outputs = std::move(outputs);
    return tx;
}
/// Somebody pays `value` to our key `index`.
inline Transaction incoming(std::uint32_t number, std::uint64_t value, std::uint32_t index = 1) {
    return transfer({{testHash(10'000 + number), 0}}, {{satoshi(value), ownLock(0, index)}});
}
/// 300,000 to somebody out of the coin of genesis, 699,000 back, a fee of 1,000.
inline Transaction outgoing(std::uint32_t to = 1) {
    return transfer({kGenesisCoin},
                    {{satoshi(300'000), foreignLock(to)}, {satoshi(699'000), ownLock(1, 0)}});
}
inline PaymentRecord made(const Transaction& tx) {
    PaymentRecord record;
    record.tx = tx;
    record.createdMs = 5;
    return record;
}
inline LedgerBlock blockOf(std::uint64_t height, std::vector<Transaction> transactions) {
    return {height, height * 10'000, height, height + 1, std::move(transactions)};
}

inline std::map<OutPoint, Amount> coinsOf(const WalletLedger& ledger) {
    std::map<OutPoint, Amount> out;
    for (const OwnCoin& coin : ledger.coins()) out[coin.outpoint] = coin.coin.output.value;
    return out;
}

}  // namespace timecoin
