// Counts a view on this computer alone, to show that an own script runs under the site's policy.
document.documentElement.dataset.counted = "yes";
