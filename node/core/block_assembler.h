// Block bodies of the height in work: from hashes to checked transfers to effects. A body comes as a
// compact proposal (then what is missing is fetched), as a whole block, or is made here.
#pragma once

#include "node/core/parts.h"

#include <map>

namespace timecoin {

class BlockAssembler {
public:
    explicit BlockAssembler(CoreParts& parts) : m_parts(parts) {}

    struct Body {
        Block block;
        std::vector<TransactionPtr> transfers;
        Result<BlockEffects, BlockError> effects;
    };

    /// Wants this body; `from` is asked first for what is missing. Again: does nothing.
    void want(const wire::CompactBlock& compact, PeerNumber from, Instant now);
    /// Wants a body that only its hash names; fetched from peers.
    void wantHash(const Hash& hash, Instant now);
    /// True for a hash that was wanted and whose compact form is not here yet.
    bool wantsHash(const Hash& hash) const;
    /// A whole block, from sync or from the safety log.
    void offer(const Block& block, PeerNumber from, Instant now);
    /// A block made here.
    void add(Block block, std::vector<TransactionPtr> transfers, BlockEffects effects);

    /// A transaction that some body may wait for.
    void onTransaction(const std::shared_ptr<const Transaction>& transaction, PeerNumber from,
                       Instant now);
    void onChecked(const CheckedBody& checked, Instant now);

    /// Complete: all transfers checked, effects computed (or the error that refuses it).
    const Body* complete(const Hash& hash) const;
    /// A transfer of a complete body, by full hash: served to others who assemble the same.
    TransactionPtr transfer(const Hash& fullHash) const;
    /// The compact form of any wanted or complete body.
    std::optional<wire::CompactBlock> compact(const Hash& hash) const;

    /// Asks again for what stays missing.
    void retry(Instant now);
    bool waiting() const;
    /// The height is decided: all of it goes.
    void clear();

private:
    struct Slot {
        Hash fullHash;
        TransactionPtr checked;
        std::shared_ptr<const Transaction> raw;
        bool here() const { return checked || raw; }
    };
    struct Entry {
        std::optional<wire::CompactBlock> compact;  // none: only the hash is known
        std::vector<Slot> slots;
        Question question;
        bool inWork = false;
        bool refused = false;
        std::optional<Body> body;
    };

    void ask(const Hash& hash, Entry& entry, Instant now);
    void fillFromPool(Entry& entry) const;
    /// Starts the check once nothing is missing.
    void proceed(const Hash& hash, Entry& entry, PeerNumber from);
    void finish(const Hash& hash, Entry& entry, std::vector<TransactionPtr> transfers);

    CoreParts& m_parts;
    std::map<Hash, Entry> m_entries;
    std::map<Hash, TransactionPtr> m_transfers;  // of complete bodies, by full hash
};

}  // namespace timecoin
