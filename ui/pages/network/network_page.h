// What the pages about the network have in common: which picture they show, why things wait, and what
// is said instead of the page while there is nothing to show. Thread: GUI.
#pragma once

#include "node/api/node_service.h"
#include "ui/pages/framed_page.h"
#include "ui/widgets/theme.h"

#include <optional>

namespace timecoin {

class NetworkPage : public FramedPage {
    Q_OBJECT
public:
    /// `node` outlives it; null for a page that is shown values by hand.
    explicit NetworkPage(NodeService* node, QWidget* parent = nullptr);

    /// `snapshot` may be null. Hidden pages remember it and show it when they are.
    void take(const NodeSnapshotPtr& snapshot, bool running);

protected:
    struct Empty {
        QString iconName;
        QString title;
        QString sentence;
        Role role = Role::Muted;
    };
    NodeService* node() const { return m_node; }
    const NodeSnapshot* snapshot() const { return m_snapshot.get(); }
    /// Derived constructors call it last, when everything that it shows is there.
    void begin();
    /// Something beside the picture has come: shows the page anew, as soon as it can be seen.
    void showAgain();
    void showEvent(QShowEvent* event) override;

    /// Called for every new picture while the page can be seen.
    virtual void showNetwork(const NodeSnapshot& snapshot) = 0;
    /// Called for every picture, seen or not; must be quick.
    virtual void note(const NodeSnapshot* snapshot, bool running);
    /// What is shown instead of the page, if anything. Without peers the page says that instead.
    virtual std::optional<Empty> emptyOf(const NodeSnapshot& snapshot) const;

private:
    void refresh();
    std::optional<Empty> stateNow() const;
    void showNotice();

    NodeService* m_node;
    NodeSnapshotPtr m_snapshot;
    bool m_running = false;
    bool m_fresh = false;  ///< the page shows what is known
};

}  // namespace timecoin
