// The signer's memory in a file of its own: a rebuild of the chain database never touches it.
// Thread: its owner's (the node thread), for every call.
#pragma once

#include "node/storage/sqlite/database.h"
#include "node/storage/storage.h"

#include <memory>
#include <string>

namespace timecoin {

/// (R-SIG-1) append() returns after the sync. After a failed write every further one is refused
/// with the same error: a signer that cannot remember must not sign.
class SqliteSafetyLog final : public SafetyLog {
public:
    /// Creates the file when there is none. Locked when another process signs with it.
    static Stored<std::unique_ptr<SqliteSafetyLog>> open(const std::string& path,
                                                         const DatabaseOptions& options = {});

    Status<StorageError> append(const std::vector<SafetyRecord>& records) override;
    Stored<std::vector<SafetyRecord>> load() const override;
    Stored<std::uint64_t> lastSequence() const override { return m_signer.lastSequence; }
    Status<StorageError> pruneBelow(std::uint64_t height) override;

private:
    /// What is said of all records together: (R-STO-15) one that vanishes must be missed.
    struct Signer {
        std::uint64_t lastSequence = 0;
        std::uint64_t records = 0;
        friend bool operator==(const Signer&, const Signer&) = default;
    };
    explicit SqliteSafetyLog(Database database) : m_database(std::move(database)) {}
    Status<StorageError> setUp();
    Stored<Signer> readSigner();
    Status<StorageError> insert(std::uint64_t position, const SafetyRecord& record);
    Status<StorageError> write(const Signer& signer);
    StorageError damaged(const std::string& what) const;

    mutable Database m_database;
    Statement m_insert;
    Statement m_writeSigner;
    Statement m_prune;
    std::uint64_t m_lastPosition = 0;
    Signer m_signer;  // as in the file
};

}  // namespace timecoin
