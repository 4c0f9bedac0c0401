// A chain whose registry is compared with the model after every block. No Qt.
#pragma once

#include "node/masternodes/action_fold.h"
#include "tests/support/ledger_cases.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/registry_model.h"

#include <stdexcept>

namespace timecoin {

class RegistryRun {
public:
    static constexpr std::uint64_t kSlotMs = 10'000;  // of the test network; an epoch has ten slots

    explicit RegistryRun(std::uint32_t members = 4, std::uint32_t users = 8)
        : chain(members, users),
          model(chain.net().network) {}

    /// Commits a block with as many of these as it may hold, by default the next slot's.
    Block grow(const Transactions& others = {}, std::uint64_t afterMs = kSlotMs,
               std::uint32_t view = 0) {
        if (model.rewardDue() != rewardDue()) throw std::logic_error("another reward is due");
        const Block block = chain.grow(others, afterMs, view);
        follow(block);
        return block;
    }
    /// Grows until the next block belongs to a later epoch; `first` goes into the first block.
    void toBoundary(const Transactions& first = {}) {
        grow(first);
        while (!atBoundary()) grow();
    }
    bool atBoundary() const { return endsEpoch(state(), chain.tip().header, chain.net().network); }
    void follow(const Block& block) {
        if (const std::string refusal = model.onBlock(block); !refusal.empty())
            throw std::logic_error("the model refuses what the ledger took: " + refusal);
        if (!(model.expected() == state())) throw std::logic_error("the model's registry differs");
        if (!(decoded<RegistryState>(encoded(state())) == state()))
            throw std::logic_error("the registry does not survive its encoding");
        if (state().lockedCollaterals(chain.tip().next.slot) != model.locked())
            throw std::logic_error("other collaterals are locked");
    }

    const RegistryState& state() const { return chain.tip().registry; }
    const MasternodeEntry* entryOf(const PublicKey& key) const { return state().findOperator(key); }
    const MasternodeEntry& member(std::uint32_t i) const {
        return *entryOf(chain.net().operators[i].publicKey());
    }
    MasternodeState stateOf(std::uint32_t i) const { return member(i).state; }

    TransactionPtr registration(const NewMasternode& node, std::uint32_t user) const {
        return chain.checked(registrationTransaction(chain.net(), node, user, fastScheme()));
    }
    TransactionPtr signedBy(const MasternodeAction& action, const SigningKey& key) const {
        return chain.checked(signedAction(chain.net().hash(), action, key, fastScheme()));
    }
    /// Member i of the genesis.
    TransactionPtr retirement(std::uint32_t i) const {
        const Masternode node = chain.net().network.initialMembers().at(narrow(i));
        return signedBy(Retirement{node.collateral, node.owner}, chain.net().owners[i]);
    }
    TransactionPtr update(std::uint32_t i, std::uint64_t number, std::uint16_t rules = 1) const {
        const Masternode node = chain.net().network.initialMembers().at(narrow(i));
        return signedBy(
            OperatorUpdate{node.collateral, node.operatorKey, number, "198.51.100.9:7", rules},
            chain.net().operators[i]);
    }
    TransactionPtr proof(const SigningKey& key, std::uint64_t epoch) const {
        return chain.checked(
            evidenceTransaction(equivocation(key, 0, epoch, 1, chain.net().hash(), fastScheme())));
    }

    /// What the registry says to it as the only one of the next block.
    std::optional<TxError> refusalOf(const TransactionPtr& transaction) const {
        ActionFold fold(state(), chain.tip().next.slot, chain.net().network);
        return fold.apply(*transaction->action, transaction->id);
    }

    TestChain chain;
    RegistryModel model;

private:
    static MemberIndex narrow(std::uint32_t i) { return static_cast<MemberIndex>(i); }
    std::optional<Lock> rewardDue() const {
        const auto payee = payeeAfter(state(), chain.tip().header, chain.net().network);
        if (!payee) return std::nullopt;
        return state().members.at(*payee).payout;
    }
};

}  // namespace timecoin
