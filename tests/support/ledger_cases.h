// Blocks and transfers as the ledger's tests make and break them. On a TestChain.
#pragma once

#include "tests/support/test_chain.h"

#include <optional>
#include <vector>

namespace timecoin {

using Transactions = std::vector<TransactionPtr>;

inline TransactionPtr pay(const TestChain& chain, std::uint32_t from, std::uint32_t to,
                          Amount value) {
    return chain.checked(simpleTransfer(chain.net(), from, to, value, fastScheme()));
}

/// User `owner` spends output `index` of `parent` and pays all but the fee to user `to`.
inline Transaction spendOf(const TestChain& chain, const TransactionPtr& parent,
                           std::uint32_t index, std::uint32_t owner, std::uint32_t to,
                           std::uint32_t feeSatoshi = 1'000) {
    const Coin coin{parent->tx.outputs[index], 0};
    return TransferBuilder(chain.net().hash(), fastScheme())
        .spend({parent->id, index}, coin)
        .pay(chain.net().users[to], *coin.output.value.minus(Amount::satoshi(feeSatoshi)))
        .sign(chain.net().users[owner])
        .build();
}

/// Makes the roots fit again after a test has changed what stands under them.
inline void reseal(Block& block) {
    block.header.transactionRoot = Block::transactionRootOf(block.transactions);
    block.header.lastCommitRoot = block.lastCommit.root();
}

inline std::optional<BlockError> refusal(const TestChain& chain, const Block& block,
                                         const Transactions& transfers) {
    const auto effects = chain.check(block, transfers);
    if (effects) return std::nullopt;
    return effects.error();
}

inline Amount totalOf(const MemoryCoins& coins) {
    Amount total;
    for (const auto& [outpoint, coin] : coins.coins) total = *total.plus(coin.output.value);
    return total;
}

inline LtHash hashOfAll(const MemoryCoins& coins) {
    LtHash sum;
    for (const auto& [outpoint, coin] : coins.coins) sum.add(outpoint, coin);
    return sum;
}

inline Hash transferIdAt(const Block& block, std::size_t index) {
    return block.transactions.at(index).id();
}

}  // namespace timecoin
