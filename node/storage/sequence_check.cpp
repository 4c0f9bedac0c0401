#include "node/storage/sequence_check.h"

#include <algorithm>
#include <set>

namespace timecoin {

Stored<std::uint64_t> sequenceAfter(std::uint64_t last, const std::vector<SafetyRecord>& records) {
    std::set<std::uint64_t> seen;
    for (const SafetyRecord& record : records) {
        if (record.kind != SafetyKind::Statement) continue;
        if (record.sequence <= last || !seen.insert(record.sequence).second)
            return fail(StorageError{StorageCode::Corrupt, "statement sequence " +
                                                               std::to_string(record.sequence) +
                                                               " after " + std::to_string(last)});
    }
    return seen.empty() ? last : *seen.rbegin();
}

}  // namespace timecoin
