// The files of one vault: the current one, the previous one, and how one is put in place of the
// other so that a crash at any step leaves one that opens. It knows no passphrase.
#pragma once

#include "wallet/vault/vault_file.h"

#include <functional>

namespace timecoin {

class VaultStore {
public:
    VaultStore(const std::string& path, VaultDisk& disk);

    /// Held from then on.
    Status<VaultError> lock();
    /// NotFound, Damaged (too big), Disk.
    VaultResult<Bytes> readCurrent() const { return read(m_path); }
    VaultResult<Bytes> readPrevious() const { return read(m_previous); }
    const std::string& path() const { return m_path; }
    const std::string& previousPath() const { return m_previous; }

    /// What was opened, from the current file or from the previous one: replace() expects it, or
    /// nothing, or what is damaged in the place of the current file.
    void setKnown(Bytes bytes) { m_known = std::move(bytes); }

    /// `next` durably in place of the current file, which becomes the previous one. `isGood` judges
    /// what was read back. Changed when somebody else's intact file stands there.
    Status<VaultError> replace(const Bytes& next, ByteView dataKey,
                               const std::function<bool(ByteView)>& isGood);
    /// Makes the previous file a copy of the current one when it is missing, damaged, or opens with
    /// other keys. Nothing is lost when it fails: it is tried again at the next opening.
    void refreshPrevious(const VaultFile& current);
    /// After a failed creation: the file may stand there, not durably. Nobody relies on it yet, and
    /// it would forbid to try again.
    void removeUnfinished(const VaultId& id);

private:
    VaultResult<Bytes> read(const std::string& path) const;
    Status<VaultError> writeChecked(const Bytes& next, const std::function<bool(ByteView)>& isGood);
    Status<VaultError> keepCurrent(ByteView dataKey, const VaultId& id);
    Status<VaultError> copyToPrevious(const Bytes& bytes, const VaultId& id);

    VaultDisk& m_disk;
    std::string m_path;
    std::string m_previous;
    std::string m_new;
    std::unique_ptr<DiskLock> m_lock;
    Bytes m_known;      // stands there, as far as we know
    Bytes m_attempted;  // may stand there since a step has failed
};

}  // namespace timecoin
