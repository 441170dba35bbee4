import { describe, expect, it } from "vitest";
import { classifyAddress } from "./address-rules";

describe("classifyAddress", () => {
  it.each([
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "::7f00:1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "not an address",
  ])("never lets a caller reach %s", (address) => {
    expect(classifyAddress(address)).toBe("forbidden");
  });

  it.each([
    "127.0.0.1",
    "127.8.8.8",
    "::1",
    "::ffff:10.1.2.3",
    "10.0.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "fd12:3456::1",
  ])("calls %s private", (address) => {
    expect(classifyAddress(address)).toBe("private");
  });

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])(
    "calls %s public",
    (address) => {
      expect(classifyAddress(address)).toBe("public");
    },
  );
});
